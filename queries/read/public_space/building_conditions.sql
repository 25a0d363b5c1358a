-- One row per survey (its calendar year), building era and condition: surveyed buildings and their dwellings.
-- $area_id VARCHAR: any area
-- raw: read_internal
SELECT
    CAST(year(surveyed_on) AS INTEGER) AS year,
    era,
    CAST(condition AS INTEGER) AS condition,
    count(*) AS buildings,
    count(*) FILTER (has_backlog) AS with_backlog,
    sum(dwellings)::DOUBLE AS dwellings
FROM stats.building_survey
WHERE list_contains(area_ids, $area_id)
GROUP BY ALL
ORDER BY year, era, condition
