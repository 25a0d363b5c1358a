-- One row: what somebody seeks.
-- right: manage_privacy
-- $record_id VARCHAR: number of the person's entry
SELECT seeker_id, title, kind, min_m2, max_m2, floors, most_steps, grades, wanted_use, rent_limit_eur_m2, until, note, is_open, recorded_on
FROM seeker
WHERE seeker_id = $record_id
