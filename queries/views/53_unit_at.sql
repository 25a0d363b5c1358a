-- Table macro: one row per unit as on a day, as unit_on; without a day as today (unit_today, which needs no memory).
CREATE OR REPLACE MACRO unit_at(day, only_units) AS TABLE
SELECT * FROM unit_today WHERE day IS NULL AND (only_units IS NULL OR unit_id IN (SELECT unnest(only_units::VARCHAR[])))
UNION ALL BY NAME
SELECT * FROM unit_on(day::DATE, only_units) WHERE day IS NOT NULL
