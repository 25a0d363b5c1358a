-- One row per Stadtbezirk (and the city), dimension and value: vacancies of today that count in the rate; every value
-- stands in every area, also with 0. Small counts are hidden by vacancy.sums before anybody sees them.
-- right: read_internal_sums
-- raw: read_internal
WITH vacancy AS (
    SELECT unnest(area_ids) AS area_id, vacancy_kind, vacancy_reason, condition, owner_kind
    FROM unit_today
    WHERE is_vacant
), counted AS (
    SELECT area_id, dimension, coalesce(value, 'unknown') AS value, count(*) AS units
    FROM vacancy
    UNPIVOT INCLUDE NULLS (value FOR dimension IN (vacancy_kind, vacancy_reason, condition, owner_kind))
    GROUP BY ALL
), cell AS (
    SELECT area.area_id, value.dimension, value.value
    FROM stats.area AS area
    CROSS JOIN (SELECT DISTINCT dimension, value FROM counted) AS value
    WHERE area.level IN ('city', 'bezirk') AND area.valid_to IS NULL
)
SELECT cell.area_id, cell.dimension, cell.value, coalesce(counted.units, 0) AS units
FROM cell
LEFT JOIN counted USING (area_id, dimension, value)
ORDER BY cell.dimension, cell.area_id, cell.value
