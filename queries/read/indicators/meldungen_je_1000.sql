-- One row per area and full calendar year: reports on cleanliness and public space, and the residents at the end
-- of the year. Reports are points and counted exactly; residents of programme areas are interpolated.
-- persons: denominator, cases
WITH report_year AS (
    SELECT year, make_date(year, 12, 31) AS period
    FROM (SELECT DISTINCT year(reported_on) AS year FROM stats.report)
    WHERE make_date(year, 12, 31) <= (SELECT today FROM today)
        AND make_date(year, 1, 31) >= (SELECT min(reported_on) FROM stats.report)
), counted AS (
    SELECT area_id, year, count(*) AS reports, bool_or(origin = 'made') AS is_made, any_value(origin) AS origin
    FROM (SELECT unnest(area_ids) AS area_id, year(reported_on) AS year, origin FROM stats.report)
    GROUP BY area_id, year
), resident AS (
    SELECT part.area_id, reference_date, sum(residents * part.share) AS residents,
        bool_or(population.origin = 'made') AS is_made, bool_or(part.share < 1 OR (population.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false))) AS is_estimate
    FROM population_group AS population
    JOIN stats.area_part AS part USING (stat_id)
    LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
    GROUP BY part.area_id, reference_date
)
SELECT
    resident.area_id,
    report_year.period,
    coalesce(counted.reports, 0) AS numerator,
    resident.residents AS denominator,
    resident.residents AS cases,
    CASE WHEN resident.is_made OR coalesce(counted.is_made, false) THEN 'made' ELSE coalesce(counted.origin, 'counted') END AS origin,
    resident.is_estimate
FROM report_year
JOIN resident ON resident.reference_date = report_year.period
LEFT JOIN counted ON counted.area_id = resident.area_id AND counted.year = report_year.year
ORDER BY resident.area_id, report_year.period
