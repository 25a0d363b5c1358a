-- One row per area of a level and building era, of the newest survey (its calendar year): surveyed buildings, their
-- dwellings, and whether they are made.
-- $level VARCHAR: bezirk or stat
SELECT
    survey.area_id,
    survey.era,
    survey.year,
    count(*)::INTEGER AS buildings,
    sum(survey.dwellings)::DOUBLE AS dwellings,
    bool_or(survey.origin = 'made') AS is_made
FROM (
    SELECT unnest(area_ids) AS area_id, era, dwellings, origin, year(surveyed_on)::INTEGER AS year
    FROM stats.building_survey
) AS survey
JOIN stats.area USING (area_id)
WHERE area.level = $level AND area.valid_to IS NULL
    AND survey.year = (SELECT max(year(surveyed_on)) FROM stats.building_survey)
GROUP BY ALL
ORDER BY ALL
