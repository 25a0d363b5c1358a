-- One-day counts, extrapolated to the working day (DTVw5) by the share of the counted hours in a working day, unless
-- the file says it itself. Counts at a weekend, without times or over too small a part of the day are not extrapolated.
-- $hour_shares DOUBLE[]: share of each hour in a working day, per cent, from midnight
-- $least_share DOUBLE: sum of the shares below which a count is not extrapolated, per cent
CREATE OR REPLACE TEMP TABLE extrapolated AS
WITH span AS (
    SELECT row_number, unnest(regexp_extract_all(hours,
        '\d{1,2}(?:[:.]\d{2})?\s*(?:Uhr)?\s*(?:-|–|—|bis)\s*\d{1,2}')) AS text
    FROM frame
), hour AS (
    SELECT DISTINCT row_number, unnest(range(
        regexp_extract(text, '^(\d{1,2})', 1)::INTEGER, least(regexp_extract(text, '(\d{1,2})$', 1)::INTEGER, 24)
    )) AS hour
    FROM span
), told AS (
    SELECT row_number, count(*) AS hours_told, sum($hour_shares[hour + 1]) AS share FROM hour GROUP BY row_number
)
SELECT frame.*, coalesce(hours_told, hours_counted) AS hours_known,
    CASE WHEN share >= $least_share AND isodow(counted_on) <= 5 AND dtvw5 IS NULL THEN 100.0 / share END AS factor
FROM frame
LEFT JOIN told USING (row_number)
WHERE row_number NOT IN (SELECT row_number FROM issue WHERE severity = 'fail' AND row_number IS NOT NULL);
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    row_number,
    station_id,
    counted_on,
    vehicles::UINTEGER AS vehicles_counted,
    CASE WHEN heavy <= vehicles THEN heavy END::UINTEGER AS heavy_vehicles_counted,
    hours_known::UTINYINT AS hours_counted,
    coalesce(dtvw5, round(vehicles * factor))::UINTEGER AS dtvw5_estimated,
    round(factor, 4) AS expansion_factor,
    'counted' AS origin
FROM extrapolated;
INSERT INTO issue
SELECT row_number, 'warn', 'count_not_extrapolated', 'Zählzeit', coalesce(hours, hours_known::VARCHAR)
FROM extrapolated WHERE factor IS NULL AND dtvw5 IS NULL
UNION ALL
SELECT row_number, 'warn', 'heavy_above_all', 'Schwerverkehr', heavy::VARCHAR FROM extrapolated WHERE heavy > vehicles
