-- Notes staged points that lie outside the city; they count in no area.
INSERT INTO issue
SELECT row_number, 'warn', 'outside_city_shape', NULL, round(lon, 5) || ' / ' || round(lat, 5)
FROM staged
WHERE NOT list_has_any(area_ids, (SELECT list(area_id) FROM stats.area WHERE level = 'city' AND valid_to IS NULL))
