-- One row per seeker with a name or contact whose search is over. `since`: the day from which that is so.
-- right: manage_privacy
-- $months INTEGER?: how long after that; null where an area is lifted
-- $area_id VARCHAR?: redevelopment area that is lifted: everything in it is due at once
WITH seeking AS (
    SELECT
        seeker.seeker_id,
        seeker.area_ids = [$area_id] AS is_lifted,
        NOT seeker.is_open OR coalesce(seeker.until < today.today, false) AS is_over,
        greatest(
            person.recorded_on, seeker.recorded_on,
            least(coalesce(seeker.until, DATE '0001-01-01'), today.today),
            coalesce((SELECT max(decided_on) FROM reuse_match WHERE reuse_match.seeker_id = seeker.seeker_id), person.recorded_on)
        ) AS since
    FROM seeker_person AS person
    JOIN seeker USING (seeker_id)
    CROSS JOIN today
)
SELECT seeker_id AS record_id, seeker_id AS belongs_to, since
FROM seeking
CROSS JOIN today
WHERE CASE WHEN $area_id IS NULL THEN is_over AND since <= today.today - to_months($months) ELSE is_lifted END
ORDER BY seeker_id
