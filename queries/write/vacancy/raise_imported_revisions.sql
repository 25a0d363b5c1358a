-- Units that a list changed get the revision their changes say. Comes after the units are put in anew.
-- $run_id INTEGER: number of the import
UPDATE unit
SET revision = changed.revision
FROM (SELECT unit_id, max(revision) AS revision FROM unit_change WHERE run_id = $run_id GROUP BY unit_id) AS changed
WHERE changed.unit_id = unit.unit_id
