-- One row per roadwork in an area that has not ended, those that run first.
-- $area_id VARCHAR: any area
-- $today DATE: the day from which it is seen
SELECT roadwork_id, measure, restriction, client, street, starts_on, ends_on, starts_on <= $today AS is_running,
    list_filter(area_ids, lambda area_id: starts_with(area_id, 'bezirk:'))[1] AS bezirk_id, lon, lat
FROM stats.roadwork
WHERE list_contains(area_ids, $area_id) AND (ends_on IS NULL OR ends_on >= $today)
ORDER BY is_running DESC, starts_on, measure COLLATE de, roadwork_id
