-- One row per area and full month: reports on cleanliness and public space within the month, counted up to a year, and
-- the residents at the last 31 December known then. Reports are points and counted exactly; residents of programme
-- areas are interpolated.
-- persons: denominator, cases
WITH span AS (
    SELECT CASE WHEN day(min(reported_on)) = 1 THEN min(reported_on)
        ELSE date_trunc('month', min(reported_on)) + INTERVAL 1 MONTH END AS first_month
    FROM stats.report
), month AS (
    SELECT last_day(unnest(generate_series(first_month::TIMESTAMP, (SELECT today FROM today)::TIMESTAMP, INTERVAL 1 MONTH))::DATE) AS period
    FROM span
), full_month AS (
    SELECT period FROM month WHERE period <= (SELECT today FROM today)
), counted AS (
    SELECT area_id, last_day(reported_on) AS period, count(*) AS reports, bool_or(origin = 'made') AS is_made,
        any_value(origin) AS origin
    FROM (SELECT unnest(area_ids) AS area_id, reported_on, origin FROM stats.report)
    GROUP BY ALL
), resident AS (
    SELECT part.area_id, reference_date, sum(residents * part.share) AS residents,
        bool_or(population.origin = 'made') AS is_made,
        bool_or(part.share < 1 OR (population.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false))) AS is_estimate
    FROM population_group AS population
    JOIN stats.area_part AS part USING (stat_id)
    LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
    GROUP BY part.area_id, reference_date
), at_month AS (
    SELECT full_month.period, resident.*
    FROM full_month
    ASOF JOIN (SELECT DISTINCT reference_date FROM resident) AS known ON full_month.period >= known.reference_date
    JOIN resident USING (reference_date)
)
SELECT
    at_month.area_id,
    at_month.period,
    12.0 * coalesce(counted.reports, 0) AS numerator,
    at_month.residents AS denominator,
    at_month.residents AS cases,
    CASE WHEN at_month.is_made OR coalesce(counted.is_made, false) THEN 'made' ELSE coalesce(counted.origin, 'counted') END AS origin,
    at_month.is_estimate
FROM at_month
LEFT JOIN counted ON counted.area_id = at_month.area_id AND counted.period = at_month.period
ORDER BY at_month.area_id, at_month.period
