-- One row per area and complete year of the accident data: accidents with personal injury, and residents on
-- 31 December; areas without an accident in a year have 0.
-- persons: denominator, cases
WITH resident AS (
    SELECT part.area_id, year(population.reference_date) AS year, sum(population.persons * part.share) AS persons,
        bool_or(population.origin = 'made') AS is_made, bool_or(part.share < 1 OR (population.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false))) AS is_estimate
    FROM stats.population AS population
    JOIN stats.area_part AS part USING (stat_id)
    LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
    GROUP BY ALL
), in_area AS (
    SELECT unnest(area_ids) AS area_id, year, origin FROM stats.accident WHERE NOT is_extract
), counted AS (
    SELECT area_id, year, count(*) AS accidents, bool_or(origin = 'made') AS is_made FROM in_area GROUP BY ALL
)
SELECT
    resident.area_id,
    make_date(resident.year, 12, 31) AS period,
    coalesce(counted.accidents, 0) AS numerator,
    resident.persons AS denominator,
    resident.persons AS cases,
    CASE WHEN resident.is_made OR coalesce(counted.is_made, false) THEN 'made' ELSE 'counted' END AS origin,
    resident.is_estimate
FROM resident
SEMI JOIN counted AS known ON known.year = resident.year
LEFT JOIN counted ON counted.area_id = resident.area_id AND counted.year = resident.year
ORDER BY area_id, period
