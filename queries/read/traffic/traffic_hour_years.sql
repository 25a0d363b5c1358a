-- One row per calendar year with hourly counts.
SELECT DISTINCT year(counted_on)::INTEGER AS year
FROM stats.traffic_hour
ORDER BY year
