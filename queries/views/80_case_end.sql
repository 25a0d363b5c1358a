-- One row per unit whose case is over: nobody has anything to look after there any more. `ended_on`: the first day after
-- the last episode that somebody looked after, or the first day on record.
CREATE OR REPLACE VIEW case_end AS
WITH episode AS (
    SELECT unit_id, begins_on, ends_on, is_watched, coalesce(ends_on, DATE '9999-12-31') >= today.today AS is_present
    FROM occupancy
    JOIN vacancy_state USING (state)
    CROSS JOIN today
    WHERE begins_on <= today.today
)
SELECT unit_id, coalesce(max(ends_on) FILTER (is_watched) + 1, min(begins_on)) AS ended_on
FROM episode
GROUP BY unit_id
HAVING NOT bool_or(is_watched AND is_present)
