-- One row per area of any level, theme, size of cell and day: the cells whose middle lies in the area. Amounts are summed;
-- averages are weighted by what the file gives (weighting file), else by the residents of the same cells (residents),
-- else all cells count alike (cells). An estimate: cells are not cut at borders, secret cells are missing.
CREATE OR REPLACE VIEW census_area AS
WITH weighted AS (
    SELECT cell.*, people.value AS residents
    FROM stats.census_cell AS cell
    LEFT JOIN stats.census_cell AS people
        ON people.theme = 'Einwohner' AND people.cell_id = cell.cell_id AND people.resolution_m = cell.resolution_m
        AND people.reference_date = cell.reference_date
), placed AS (
    SELECT unnest(area_ids) AS area_id, * EXCLUDE (area_ids) FROM weighted
)
SELECT
    area_id,
    theme,
    resolution_m,
    reference_date,
    CASE
        WHEN NOT bool_or(is_mean) THEN sum(value)
        WHEN count(weight) FILTER (value IS NOT NULL) = count(value) AND sum(weight) FILTER (value IS NOT NULL) > 0
            THEN sum(value * weight) / sum(weight) FILTER (value IS NOT NULL)
        WHEN count(residents) FILTER (value IS NOT NULL) = count(value) AND sum(residents) FILTER (value IS NOT NULL) > 0
            THEN sum(value * residents) / sum(residents) FILTER (value IS NOT NULL)
        ELSE avg(value)
    END AS value,
    CASE
        WHEN NOT bool_or(is_mean) THEN 'sum'
        WHEN count(weight) FILTER (value IS NOT NULL) = count(value) AND sum(weight) FILTER (value IS NOT NULL) > 0 THEN 'file'
        WHEN count(residents) FILTER (value IS NOT NULL) = count(value) AND sum(residents) FILTER (value IS NOT NULL) > 0 THEN 'residents'
        ELSE 'cells'
    END AS weighting,
    count(*) AS cells,
    count(*) FILTER (value IS NULL) AS secret_cells,
    count(*) FILTER (is_restricted) AS restricted_cells,
    CASE WHEN bool_or(origin = 'made') THEN 'made' ELSE any_value(origin) END AS origin
FROM placed
GROUP BY area_id, theme, resolution_m, reference_date
