-- One row per seeker and unit on which something was decided.
-- right: read_internal
-- $seeker_id VARCHAR?: only this seeker
-- $unit_id VARCHAR?: only this unit
SELECT seeker_id, unit_id, decision, reason, decided_on, actor_name
FROM reuse_match
WHERE ($seeker_id IS NULL OR seeker_id = $seeker_id) AND ($unit_id IS NULL OR unit_id = $unit_id)
ORDER BY decided_on DESC, seeker_id, unit_id
