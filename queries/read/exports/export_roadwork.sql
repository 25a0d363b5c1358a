-- One row per roadwork that runs or is planned.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT roadwork_id, measure, restriction, client, street, status, starts_on, ends_on, lon, lat, area_ids, source_id, origin
FROM stats.roadwork
ORDER BY starts_on, roadwork_id
LIMIT $row_limit
