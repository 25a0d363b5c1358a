-- One row per statistischer Bezirk and year of the survey: buildings looked at and those with Sanierungsrückstand.
-- Never single buildings: their condition at an address would speak of their owners.
-- $row_limit INTEGER?: at most so many rows, null for all
-- raw: read_internal
SELECT
    area_id AS stat_id,
    year(surveyed_on)::INTEGER AS year,
    count(*)::INTEGER AS buildings,
    count(*) FILTER (has_backlog)::INTEGER AS buildings_with_backlog,
    any_value(origin) AS origin
FROM (SELECT surveyed_on, has_backlog, origin, unnest(area_ids) AS area_id FROM stats.building_survey)
WHERE starts_with(area_id, 'stat:')
GROUP BY ALL
ORDER BY ALL
LIMIT $row_limit
