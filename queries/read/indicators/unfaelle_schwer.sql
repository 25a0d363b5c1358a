-- One row per area and year: accidents with killed or seriously injured persons, and all accidents with personal
-- injury, in the three years up to this one; only where all three are complete years of the data.
WITH complete_year AS (
    SELECT DISTINCT year FROM stats.accident WHERE NOT is_extract
), in_area AS (
    SELECT unnest(area_ids) AS area_id, year, category, origin FROM stats.accident WHERE NOT is_extract
), counted AS (
    SELECT area_id, year, count(*) FILTER (category <= 2) AS severe, count(*) AS accidents,
        bool_or(origin = 'made') AS is_made
    FROM in_area
    GROUP BY ALL
), last_year AS (
    SELECT last.year
    FROM complete_year AS last
    JOIN complete_year AS earlier ON earlier.year BETWEEN last.year - 2 AND last.year
    GROUP BY last.year
    HAVING count(*) = 3
)
SELECT
    counted.area_id,
    make_date(last_year.year, 12, 31) AS period,
    sum(counted.severe) AS numerator,
    sum(counted.accidents) AS denominator,
    sum(counted.accidents) AS cases,
    CASE WHEN bool_or(counted.is_made) THEN 'made' ELSE 'counted' END AS origin,
    false AS is_estimate
FROM last_year
JOIN counted ON counted.year BETWEEN last_year.year - 2 AND last_year.year
GROUP BY counted.area_id, last_year.year
ORDER BY area_id, period
