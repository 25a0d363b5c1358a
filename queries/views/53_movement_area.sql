-- One row per area, statistischer Bezirk in it and calendar year: births, deaths and moves as in population_movement,
-- residents and women aged 15 to 44 at the end of the year (period), and the share of the Bezirk that lies in the area.
-- Sums over an area take each count times share; is_estimate where that is an areal interpolation.
CREATE OR REPLACE VIEW movement_area AS
SELECT
    part.area_id,
    population.reference_date AS period,
    movement.births,
    movement.deaths,
    movement.border_in,
    movement.border_out,
    movement.within_in,
    movement.within_out,
    population.residents,
    population.women_15_to_44,
    part.share,
    CASE WHEN population.origin = 'made' THEN 'made' ELSE movement.origin END AS origin,
    part.share < 1 OR (movement.origin IN ('made', 'estimated') AND coalesce(population.reference_date < own_from, false)) AS is_estimate
FROM population_movement AS movement
JOIN population_group AS population
    ON population.stat_id = movement.stat_id AND year(population.reference_date) = movement.year
JOIN stats.area_part AS part ON part.stat_id = movement.stat_id
LEFT JOIN carried_over AS carried ON carried.area_id = part.area_id
