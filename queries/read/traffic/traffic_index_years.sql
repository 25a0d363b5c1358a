-- One row per year with counts of permanent stations: whether it is compared over time, and how many of all permanent
-- stations of the city have a valid year.
SELECT
    known.year::INTEGER AS year,
    coalesce(compared.is_compared, false) AS is_compared,
    coalesce(compared.stations_valid, 0)::INTEGER AS stations_valid,
    (SELECT count(*) FROM stats.traffic_station WHERE method = 'permanent')::INTEGER AS stations
FROM (SELECT DISTINCT year FROM stats.traffic_year) AS known
LEFT JOIN traffic_compared_year AS compared USING (year)
ORDER BY year
