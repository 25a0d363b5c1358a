-- Finds which areas contain each staged point (lon, lat): adds column area_ids, empty where none does.
CREATE OR REPLACE TEMP TABLE staged AS
WITH place AS (
    SELECT DISTINCT lon, lat FROM staged WHERE lon IS NOT NULL AND lat IS NOT NULL
), located AS (
    SELECT place.lon, place.lat, list(area.area_id ORDER BY area.area_km2 DESC) AS area_ids
    FROM place
    JOIN stats.area AS area ON ST_Contains(area.geometry, ST_Point(place.lon, place.lat))
    WHERE area.valid_to IS NULL
    GROUP BY place.lon, place.lat
)
SELECT staged.*, coalesce(located.area_ids, []::VARCHAR[]) AS area_ids
FROM staged
LEFT JOIN located ON located.lon = staged.lon AND located.lat = staged.lat
