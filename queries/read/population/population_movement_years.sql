-- One row per year: births, deaths and moves of an area, unrounded. `within` are moves between statistische
-- Bezirke of the city, so they include moves between two parts of the same area; their balance does not.
-- $area_id VARCHAR: any area
-- persons: births, deaths, border_in, border_out, within_in, within_out
SELECT
    year,
    sum(births * part.share) AS births,
    sum(deaths * part.share) AS deaths,
    sum(border_in * part.share) AS border_in,
    sum(border_out * part.share) AS border_out,
    sum(within_in * part.share) AS within_in,
    sum(within_out * part.share) AS within_out
FROM population_movement AS movement
JOIN stats.area_part AS part USING (stat_id)
WHERE part.area_id = $area_id
GROUP BY year
ORDER BY year
