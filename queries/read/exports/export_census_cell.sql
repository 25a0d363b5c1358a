-- One row per cell and theme of the census grid, as published.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT theme, resolution_m, cell_id, reference_date, x, y, lon, lat, value, weight, is_mean, is_restricted, area_ids, origin
FROM stats.census_cell
ORDER BY theme, resolution_m, cell_id
LIMIT $row_limit
