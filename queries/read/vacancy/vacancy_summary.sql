-- One row: stock and vacancies of an area on a day, by number and by m², with what does not count as vacant apart.
-- $area_id VARCHAR: the area
-- $day DATE?: as the register was on this day, null for today
SELECT
    any_value(coalesce($day, today.today)) AS today,
    count(*) FILTER (is_stock) AS units,
    count(*) FILTER (is_vacant) AS vacant,
    count(*) FILTER (state = 'occupied') AS occupied,
    count(*) FILTER (state = 'reported') AS reported,
    count(*) FILTER (state = 'closed_leased') AS closed_leased,
    count(*) FILTER (state = 'interim_use') AS interim_use,
    count(*) FILTER (is_stock AND sales_area_m2 IS NOT NULL) AS units_with_sales_area,
    sum(sales_area_m2) FILTER (is_stock) AS sales_area_m2,
    sum(sales_area_m2) FILTER (is_vacant) AS vacant_sales_area_m2,
    count(*) FILTER (is_stock AND area_m2 IS NOT NULL) AS units_with_area,
    sum(area_m2) FILTER (is_stock) AS area_m2,
    sum(area_m2) FILTER (is_vacant) AS vacant_area_m2,
    median(days_vacant) FILTER (is_vacant) AS median_days_vacant,
    count(*) FILTER (is_vacant AND vacant_since <= coalesce($day, today.today) - INTERVAL 1 YEAR) AS vacant_over_1_year,
    count(*) FILTER (is_watched) AS watched,
    count(*) FILTER (is_watched AND is_stale) AS watched_stale
FROM unit_at($day, NULL)
CROSS JOIN today
WHERE list_contains(public_area_ids, $area_id)
