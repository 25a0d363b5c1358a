-- One row per area and year: births of the year, and the women aged 15 to 44 at the end of the year; programme areas by areal interpolation.
-- persons: numerator, denominator, cases
SELECT
    area_id,
    period,
    sum(births * share) AS numerator,
    sum(women_15_to_44 * share) AS denominator,
    sum(women_15_to_44 * share) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin,
    bool_or(is_estimate) AS is_estimate
FROM movement_area
WHERE births IS NOT NULL
GROUP BY area_id, period
ORDER BY area_id, period
