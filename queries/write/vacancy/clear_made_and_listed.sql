-- Takes out made units, and the units in `frame` (column unit_id) before they are put in anew.
DELETE FROM unit WHERE origin = 'made' OR unit_id IN (SELECT unit_id FROM frame)
