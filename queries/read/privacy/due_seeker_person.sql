-- One row per seeker whose search is over and of whom a name, a contact or free text is kept. `since`: the day from which
-- that is so.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
WITH said AS (
    SELECT seeker_id, max(decided_on) AS decided_on, bool_or(reason IS NOT NULL) AS has_reason
    FROM reuse_match
    GROUP BY seeker_id
), seeking AS (
    SELECT
        seeker.seeker_id,
        seeker.area_ids = [$area_id] AS is_lifted,
        NOT seeker.is_open OR coalesce(seeker.until < today.today, false) AS is_over,
        greatest(
            person.recorded_on, seeker.recorded_on,
            least(coalesce(seeker.until, DATE '0001-01-01'), today.today),
            said.decided_on
        ) AS since
    FROM seeker
    LEFT JOIN seeker_person AS person USING (seeker_id)
    LEFT JOIN said USING (seeker_id)
    CROSS JOIN today
    WHERE person.seeker_id IS NOT NULL OR seeker.title <> seeker.seeker_id OR seeker.note IS NOT NULL OR coalesce(said.has_reason, false)
)
SELECT seeker_id AS record_id, seeker_id AS belongs_to, since
FROM seeking
CROSS JOIN today
WHERE CASE WHEN $area_id IS NULL THEN is_over AND since <= today.today - to_months($months) ELSE is_lifted END
ORDER BY seeker_id
