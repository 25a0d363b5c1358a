-- One row per unit that was proposed to a seeker.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT unit_id, decision, reason, decided_on FROM reuse_match WHERE seeker_id = $record_id ORDER BY decided_on, unit_id
