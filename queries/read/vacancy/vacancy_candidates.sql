-- One row per hint on a vacant shop from OpenStreetMap in an area that no unit of the register explains: units within
-- known_m metres are taken for the same shop. The nearest unit and its distance tell whether it may be known all the same.
-- $area_id VARCHAR: any area
-- $known_m DOUBLE: up to this distance in metres a unit is taken for the same shop
-- right: read_internal
WITH hint AS (
    SELECT * FROM stats.vacancy_candidate WHERE list_contains(area_ids, $area_id)
), near AS (
    SELECT hint.candidate_id, unit.unit_id, unit.address AS unit_address,
        round(111320 * sqrt(
            pow(hint.lat - unit.lat, 2) + pow((hint.lon - unit.lon) * cos(radians(hint.lat)), 2)
        ), 1) AS distance_m
    FROM hint
    JOIN unit ON unit.lon BETWEEN hint.lon - 0.005 AND hint.lon + 0.005 AND unit.lat BETWEEN hint.lat - 0.003 AND hint.lat + 0.003
    JOIN occupancy USING (unit_id)
    WHERE occupancy.ends_on IS NULL
)
SELECT hint.candidate_id, hint.kind, hint.former_use, hint.name, hint.address, hint.postcode, hint.lon, hint.lat,
    hint.seen_on, hint.checked_on, nearest.unit_id AS nearest_unit, nearest.unit_address AS nearest_address,
    nearest.distance_m
FROM hint
LEFT JOIN (
    SELECT * FROM near QUALIFY row_number() OVER (PARTITION BY candidate_id ORDER BY distance_m, unit_id) = 1
) AS nearest USING (candidate_id)
WHERE coalesce(nearest.distance_m, 'infinity'::DOUBLE) > $known_m
ORDER BY hint.address NULLS LAST, hint.candidate_id
