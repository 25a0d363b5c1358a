-- One row per year that is complete (single published rows of other years are left out), and whether its file tells goods
-- vehicles apart.
SELECT year::INTEGER AS year, count(is_goods_vehicle) > 0 AS has_goods_vehicles
FROM stats.accident
WHERE NOT is_extract
GROUP BY year
ORDER BY year
