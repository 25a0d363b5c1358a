-- One row per statistischer Bezirk and calendar year: births, deaths, and moves across the city's border
-- (border) apart from moves between statistische Bezirke of the city (within). A kind that nobody counted is null.
CREATE OR REPLACE VIEW population_movement AS
SELECT
    stat_id,
    year,
    sum(births) AS births,
    sum(deaths) AS deaths,
    sum(border_in) AS border_in,
    sum(border_out) AS border_out,
    sum(within_in) AS within_in,
    sum(within_out) AS within_out,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin
FROM (
    SELECT stat_id, year, births::DOUBLE AS births, NULL::DOUBLE AS deaths, NULL::DOUBLE AS border_in,
        NULL::DOUBLE AS border_out, NULL::DOUBLE AS within_in, NULL::DOUBLE AS within_out, origin
    FROM stats.birth
    UNION ALL
    SELECT stat_id, year, NULL, deaths, NULL, NULL, NULL, NULL, origin
    FROM stats.death
    UNION ALL
    SELECT stat_id, year, NULL, NULL,
        CASE WHEN scope = 'border' AND direction = 'in' THEN persons END,
        CASE WHEN scope = 'border' AND direction = 'out' THEN persons END,
        CASE WHEN scope = 'within' AND direction = 'in' THEN persons END,
        CASE WHEN scope = 'within' AND direction = 'out' THEN persons END,
        origin
    FROM stats.move
) AS counted
GROUP BY stat_id, year
