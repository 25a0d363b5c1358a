-- One row per calendar year with counts of passers-by, and its last counted day.
SELECT year(counted_on)::INTEGER AS year, max(counted_on) AS last_day
FROM stats.pedestrian_hour
GROUP BY year
ORDER BY year
