-- One row per area, date and census base: the official count of IT.NRW.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT area_id, reference_date, persons, census_base, origin
FROM stats.population_official
ORDER BY area_id, reference_date
LIMIT $row_limit
