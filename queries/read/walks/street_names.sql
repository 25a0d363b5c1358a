-- One row per name of a street that is known: from the register of streets, the street network, the address table and
-- the addresses of the register; how many units it has.
-- right: plan_walks
-- $area_id VARCHAR?: only streets of which something lies in this area; the address table does not say
SELECT street, max(units)::INTEGER AS units
FROM (
    SELECT place.street, count(*) AS units
    FROM unit_street AS place
    JOIN unit_today AS unit USING (unit_id)
    WHERE unit.merged_into IS NULL AND ($area_id IS NULL OR list_contains(unit.area_ids, $area_id))
    GROUP BY place.street
    UNION ALL
    SELECT DISTINCT street_area.street_name, 0
    FROM stats.street_area AS street_area
    WHERE $area_id IS NULL
        OR street_area.stat_id IN (SELECT stat_id FROM stats.area_part WHERE area_id = $area_id)
    UNION ALL
    SELECT DISTINCT street_name, 0
    FROM stats.street_segment
    WHERE street_name IS NOT NULL AND $area_id IS NULL
    UNION ALL
    SELECT DISTINCT street, 0
    FROM stats.address_point
    WHERE $area_id IS NULL OR NOT EXISTS (SELECT 1 FROM stats.street_area)
)
WHERE trim(street) <> ''
GROUP BY street
ORDER BY street COLLATE de
