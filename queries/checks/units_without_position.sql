-- warn: units without a position are missing on maps and in the areas
SELECT unit_id, address FROM unit WHERE lon IS NULL OR lat IS NULL
