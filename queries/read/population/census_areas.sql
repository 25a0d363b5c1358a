-- One row per area of a level and theme of the census: the value by cell centre from the finest cells there are, and for
-- comparison the residents of the register at the end of the year nearest to the census. Two counts, never mixed.
-- $level VARCHAR: level of the areas
-- persons: register_persons
-- raw: read_exact_persons
WITH finest AS (
    SELECT * FROM census_area
    QUALIFY resolution_m = min(resolution_m) OVER (PARTITION BY theme, reference_date)
), register AS (
    SELECT area_id, theme, finest.reference_date,
        arg_min(population.residents, abs(date_diff('day', population.reference_date, finest.reference_date))) AS register_persons,
        arg_min(population.reference_date, abs(date_diff('day', population.reference_date, finest.reference_date))) AS register_date
    FROM finest
    JOIN population_area AS population USING (area_id)
    WHERE abs(date_diff('day', population.reference_date, finest.reference_date)) <= 366
    GROUP BY area_id, theme, finest.reference_date
)
SELECT finest.area_id, area.name, finest.theme, finest.reference_date, resolution_m, value, weighting, cells, secret_cells,
    restricted_cells, finest.origin, register_persons, register_date
FROM finest
JOIN stats.area AS area ON area.area_id = finest.area_id AND area.valid_to IS NULL
LEFT JOIN register ON register.area_id = finest.area_id AND register.theme = finest.theme
    AND register.reference_date = finest.reference_date
WHERE area.level = $level
ORDER BY finest.theme, finest.reference_date, area.name COLLATE de
