-- Takes out made units and those in `frame` (column unit_id), before the latter are put in anew.
DELETE FROM unit WHERE origin = 'made' OR unit_id IN (SELECT unit_id FROM frame)
