-- One row per year that is complete (single published rows of other years are left out).
SELECT DISTINCT year::INTEGER AS year
FROM stats.accident
WHERE NOT is_extract
ORDER BY year
