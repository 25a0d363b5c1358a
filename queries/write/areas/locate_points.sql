-- One row per point of `frame` (columns point_index, lon, lat) that lies in at least one area: all areas that contain it.
SELECT frame.point_index, list(area.area_id ORDER BY area.area_km2 DESC) AS area_ids
FROM frame
JOIN stats.area AS area ON ST_Contains(area.geometry, ST_Point(frame.lon, frame.lat))
WHERE area.valid_to IS NULL
GROUP BY frame.point_index
