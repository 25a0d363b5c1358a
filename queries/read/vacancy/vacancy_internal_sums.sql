-- One row per Stadtbezirk (and the city), dimension and value: vacancies of a day that count in the rate; every value
-- stands in every area, also with 0. Small counts are hidden by vacancy.sums before anybody sees them.
-- `largest` and `second`: how many of them the two owners with most have (a unit without a known owner has its own).
-- $day DATE?: as the register was on this day, null for today
-- right: read_internal_sums
-- raw: read_internal
WITH owned AS (
    SELECT unit_id, min(owner_id) AS owner_id
    FROM unit_owner
    CROSS JOIN today
    WHERE coalesce(until, DATE '9999-12-31') >= coalesce($day, today.today)
    GROUP BY unit_id
), vacancy AS (
    SELECT unnest(area_ids) AS area_id, coalesce(owned.owner_id, unit.unit_id) AS owner, vacancy_kind, vacancy_reason, condition, owner_kind
    FROM unit_at($day, NULL) AS unit
    LEFT JOIN owned USING (unit_id)
    WHERE is_vacant
), counted AS (
    SELECT area_id, owner, dimension, coalesce(value, 'unknown') AS value, count(*) AS units
    FROM vacancy
    UNPIVOT INCLUDE NULLS (value FOR dimension IN (vacancy_kind, vacancy_reason, condition, owner_kind))
    GROUP BY ALL
), summed AS (
    SELECT area_id, dimension, value, sum(units)::BIGINT AS units, max(units, 2) AS most
    FROM counted
    GROUP BY ALL
), cell AS (
    SELECT area.area_id, value.dimension, value.value
    FROM stats.area AS area
    CROSS JOIN (SELECT DISTINCT dimension, value FROM counted) AS value
    WHERE area.level IN ('city', 'bezirk') AND area.valid_to IS NULL
)
SELECT cell.area_id, cell.dimension, cell.value, coalesce(units, 0) AS units, coalesce(most[1], 0) AS largest, coalesce(most[2], 0) AS second
FROM cell
LEFT JOIN summed USING (area_id, dimension, value)
ORDER BY cell.dimension, cell.area_id, cell.value
