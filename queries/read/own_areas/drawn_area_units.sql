-- One row: shop units whose public place lies inside an outline, today, by state and m²; a sensitive unit counts where
-- its moved point stands, and not at all where none is shown.
-- $outline VARCHAR: polygon as GeoJSON, WGS 84
SELECT
    any_value(today.today) AS today,
    count(*) FILTER (is_stock) AS units,
    count(*) FILTER (is_vacant) AS vacant,
    count(*) FILTER (state = 'occupied') AS occupied,
    count(*) FILTER (state = 'reported') AS reported,
    count(*) FILTER (state = 'closed_leased') AS closed_leased,
    count(*) FILTER (state = 'interim_use') AS interim_use,
    count(*) FILTER (is_vacant AND vacant_since <= today.today - INTERVAL 1 YEAR) AS vacant_over_1_year,
    sum(sales_area_m2) FILTER (is_vacant) AS vacant_sales_area_m2,
    coalesce(bool_or(origin = 'made'), false) AS is_made
FROM unit_today
CROSS JOIN today
WHERE ST_Contains(ST_GeomFromGeoJSON($outline), ST_Point(shown_lon, shown_lat))
