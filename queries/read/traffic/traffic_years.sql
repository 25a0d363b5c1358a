-- One row per year with counts of a permanent station; where there is none, per year with a one-day count.
SELECT DISTINCT year::INTEGER AS year
FROM stats.traffic_year
UNION
SELECT DISTINCT year(counted_on)::INTEGER
FROM stats.traffic_short_count
WHERE NOT EXISTS (FROM stats.traffic_year)
ORDER BY year
