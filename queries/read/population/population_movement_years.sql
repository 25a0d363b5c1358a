-- One row per area and year: births, deaths, moves and their balances, unrounded. `within` are moves between
-- statistische Bezirke of the city, so they include moves between two parts of the same area; their balance does not.
-- $area_id VARCHAR?: any area, null for all: counts are rounded over all areas together
-- persons: births, deaths, border_in, border_out, within_in, within_out, natural, border, within
SELECT
    part.area_id,
    year,
    sum(births * part.share) AS births,
    sum(deaths * part.share) AS deaths,
    sum(border_in * part.share) AS border_in,
    sum(border_out * part.share) AS border_out,
    sum(within_in * part.share) AS within_in,
    sum(within_out * part.share) AS within_out,
    sum(births * part.share) - sum(deaths * part.share) AS natural,
    sum(border_in * part.share) - sum(border_out * part.share) AS border,
    sum(within_in * part.share) - sum(within_out * part.share) AS within
FROM population_movement AS movement
JOIN stats.area_part AS part USING (stat_id)
WHERE $area_id IS NULL OR part.area_id = $area_id
GROUP BY part.area_id, year
ORDER BY part.area_id, year
