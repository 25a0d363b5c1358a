-- One row per area and year: all moves in and out during the year, across the city's border and within
-- the city, and the residents at the end of the year; programme areas by areal interpolation.
-- persons: numerator, denominator, cases, part_border_in, part_border_out, part_within_in, part_within_out
SELECT
    area_id,
    period,
    sum((border_in + border_out + within_in + within_out) * share) AS numerator,
    sum(border_in * share) AS part_border_in,
    sum(border_out * share) AS part_border_out,
    sum(within_in * share) AS part_within_in,
    sum(within_out * share) AS part_within_out,
    sum(residents * share) AS denominator,
    sum(residents * share) AS cases,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin,
    bool_or(is_estimate) AS is_estimate
FROM movement_area
WHERE border_in IS NOT NULL AND border_out IS NOT NULL AND within_in IS NOT NULL AND within_out IS NOT NULL
GROUP BY area_id, period
ORDER BY area_id, period
