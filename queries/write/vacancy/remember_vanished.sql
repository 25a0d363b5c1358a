-- Writes into the memory that a whole list does not name these units any more. `frame`: unit_id of the units it names.
-- $run_id INTEGER: number of the import
-- $role VARCHAR: role that imports
-- $account_id VARCHAR?: account that imports
-- $actor_name VARCHAR?: its name
-- $changed_at TIMESTAMP: when (UTC)
INSERT INTO unit_change BY NAME
SELECT
    (SELECT nextval('unit_change_set_number')) AS change_set, unit_id, revision + 1 AS revision, 'state' AS field, state AS old_value, false AS is_personal,
    'imported' AS action, $changed_at AS changed_at, today.today AS changed_on, $account_id AS account_id,
    $actor_name AS actor_name, $role AS role, $run_id AS run_id
FROM unit_record
CROSS JOIN today
WHERE origin <> 'made' AND state IS NOT NULL AND unit_id NOT IN (SELECT unit_id FROM frame)
