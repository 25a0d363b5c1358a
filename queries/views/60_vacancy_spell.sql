-- One row per unbroken vacancy as the rate counts it (verified to permit): its first and last day there, since when the
-- unit stood empty, which state followed, and whether the register began with it (then nobody saw it
-- begin; since when it stands empty is null where the list did not say).
CREATE OR REPLACE VIEW vacancy_spell AS
WITH episode AS (
    SELECT
        occupancy.*,
        state.is_vacant,
        state.is_vacant AND NOT lag(state.is_vacant, 1, false) OVER by_day AS is_begin,
        row_number() OVER by_day = 1 AS is_first,
        lead(occupancy.state) OVER by_day AS next_state
    FROM occupancy
    JOIN vacancy_state AS state USING (state)
    WINDOW by_day AS (PARTITION BY unit_id ORDER BY begins_on)
), numbered AS (
    SELECT *, count(*) FILTER (is_begin) OVER (PARTITION BY unit_id ORDER BY begins_on) AS spell_number
    FROM episode
)
SELECT
    unit_id,
    spell_number,
    min(begins_on) AS begins_on,
    CASE WHEN bool_or(ends_on IS NULL) THEN NULL ELSE max(ends_on) END AS ends_on,
    CASE WHEN bool_or(is_first) AND min(vacant_since) IS NULL THEN NULL ELSE least(min(vacant_since), min(begins_on)) END AS vacant_since,
    arg_max(next_state, begins_on) AS followed_by,
    bool_or(is_first) AS is_first_entry
FROM numbered
WHERE is_vacant
GROUP BY unit_id, spell_number
