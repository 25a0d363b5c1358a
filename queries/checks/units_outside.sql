-- warn: units with a position outside the city
SELECT unit_id, address, lon, lat FROM unit WHERE lon IS NOT NULL AND len(area_ids) = 0
