-- Gives everything that hangs on a record to the one it is merged into: the one place that names all such tables.
-- $kept_id VARCHAR: the record that stays
-- $dropped_id VARCHAR: the record that leaves the stock
UPDATE unit SET merged_into = $kept_id WHERE merged_into = $dropped_id;
UPDATE unit_photo SET unit_id = $kept_id WHERE unit_id = $dropped_id;
UPDATE report_from_public SET unit_id = $kept_id WHERE unit_id = $dropped_id;
UPDATE report_from_public SET linked_unit_id = $kept_id WHERE linked_unit_id = $dropped_id;
DELETE FROM not_duplicate WHERE $dropped_id IN (unit_id, other_id);
INSERT INTO unit_owner
SELECT $kept_id, owner_id, since, until, recorded_on
FROM unit_owner AS dropped
WHERE unit_id = $dropped_id
    AND owner_id NOT IN (SELECT owner_id FROM unit_owner WHERE unit_id = $kept_id);
DELETE FROM unit_owner WHERE unit_id = $dropped_id;
UPDATE conversation SET unit_id = $kept_id WHERE unit_id = $dropped_id;
UPDATE advice SET unit_id = $kept_id WHERE unit_id = $dropped_id;
UPDATE unit_link SET unit_id = $kept_id WHERE unit_id = $dropped_id;
INSERT INTO reuse_match
SELECT seeker_id, $kept_id, decision, reason, decided_on, account_id, actor_name
FROM reuse_match AS dropped
WHERE unit_id = $dropped_id
    AND seeker_id NOT IN (SELECT seeker_id FROM reuse_match WHERE unit_id = $kept_id);
DELETE FROM reuse_match WHERE unit_id = $dropped_id;
UPDATE walk_stop
SET unit_id = $kept_id
WHERE unit_id = $dropped_id AND walk_id NOT IN (SELECT walk_id FROM walk_stop WHERE unit_id = $kept_id)
