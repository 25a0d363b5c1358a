-- One row per seeker or idea, those still open first; whether a contact is known, but not which.
-- right: read_internal
-- $seeker_id VARCHAR?: only this one
-- $area_id VARCHAR?: only those whom a unit in this area would suit
-- $is_open BOOLEAN?: only those that go on (true) or ended (false); null for all
SELECT
    seeker.seeker_id, seeker.title, seeker.kind, seeker.min_m2, seeker.max_m2, seeker.floors, seeker.most_steps, seeker.grades,
    seeker.wanted_use, seeker.rent_limit_eur_m2, seeker.area_ids, seeker.is_interim_enough, seeker.until, seeker.note,
    seeker.revision, seeker.recorded_on,
    seeker.is_open AND coalesce(seeker.until, DATE '9999-12-31') >= today.today AS is_open,
    EXISTS (SELECT 1 FROM seeker_person AS person WHERE person.seeker_id = seeker.seeker_id) AS has_contact,
    (SELECT count(*) FROM reuse_match AS decided WHERE decided.seeker_id = seeker.seeker_id) AS decisions
FROM seeker
CROSS JOIN today
WHERE ($seeker_id IS NULL OR seeker.seeker_id = $seeker_id)
    AND ($area_id IS NULL OR len(seeker.area_ids) = 0 OR list_contains(seeker.area_ids, $area_id))
    AND ($is_open IS NULL OR $is_open = (seeker.is_open AND coalesce(seeker.until, DATE '9999-12-31') >= today.today))
ORDER BY is_open DESC, seeker.recorded_on DESC, seeker.seeker_id DESC
