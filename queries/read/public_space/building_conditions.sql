-- One row per area, survey (its calendar year), building era and condition: surveyed buildings and their dwellings.
-- Small counts are hidden by public_space.condition_shares, for all areas together, before anybody sees them.
-- $area_id VARCHAR?: any area, null for all
-- raw: read_internal
SELECT
    area_id,
    CAST(year(surveyed_on) AS INTEGER) AS year,
    era,
    CAST(condition AS INTEGER) AS condition,
    count(*) AS buildings,
    count(*) FILTER (has_backlog) AS with_backlog,
    sum(dwellings)::DOUBLE AS dwellings
FROM (SELECT * EXCLUDE (area_ids), unnest(area_ids) AS area_id FROM stats.building_survey)
WHERE $area_id IS NULL OR area_id = $area_id
GROUP BY ALL
ORDER BY area_id, year, era, condition
