-- One row per area, date and census base: the official count of IT.NRW.
SELECT area_id, reference_date, persons, census_base, origin
FROM stats.population_official
ORDER BY area_id, reference_date
