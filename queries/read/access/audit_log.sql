-- One row per step anybody took, the newest first: changes of records (one row for all fields and records of one step),
-- and what else was done («surveyed»: a record made of what was seen on a walk). Old and new values never stand here;
-- `found` counts the rows without the limit.
-- right: read_audit
-- $since TIMESTAMP?: not before this moment (UTC), null for all
-- $person VARCHAR?: account, or «role:» and the role for those without one
-- $actions VARCHAR[]?: what was done
-- $unit_id VARCHAR?: number of a record
-- $row_limit INTEGER?: at most so many rows, null for all
-- $row_offset INTEGER?: leave out so many of the first
WITH change AS (
    SELECT
        change_set AS number,
        min(changed_at) AS happened_at,
        any_value(account_id) AS account_id,
        any_value(actor_name) AS actor_name,
        any_value(role) AS role,
        CASE
            WHEN bool_or(action = 'created' AND field = 'check_method' AND new_value = 'walk') THEN 'surveyed'
            ELSE any_value(action)
        END AS action,
        'unit' AS subject,
        CASE WHEN min(unit_id) = max(unit_id) THEN any_value(unit_id) END AS subject_id,
        count(DISTINCT unit_id) AS units,
        list_sort(list(DISTINCT field)) AS fields,
        NULL::VARCHAR AS detail
    FROM unit_change
    WHERE ($since IS NULL OR changed_at >= $since)
        AND ($actions IS NULL OR list_contains($actions, action))
        AND ($person IS NULL OR coalesce(account_id, 'role:' || role) = $person)
        AND ($unit_id IS NULL OR change_set IN (SELECT change_set FROM unit_change WHERE unit_id = $unit_id))
    GROUP BY change_set
), event AS (
    SELECT
        event_id AS number, happened_at, account_id, actor_name, role, action, subject, subject_id, NULL::BIGINT AS units,
        []::VARCHAR[] AS fields, detail
    FROM audit_event
    WHERE ($since IS NULL OR happened_at >= $since)
        AND ($actions IS NULL OR list_contains($actions, action))
        AND ($person IS NULL OR coalesce(account_id, 'role:' || role) = $person)
        AND ($unit_id IS NULL OR (subject = 'unit' AND subject_id = $unit_id))
)
SELECT step.*, account.display_name AS subject_name, count(*) OVER () AS found
FROM (SELECT * FROM change UNION ALL BY NAME SELECT * FROM event) AS step
LEFT JOIN account ON step.subject = 'account' AND account.account_id = step.subject_id
ORDER BY happened_at DESC, subject NULLS LAST, number DESC
LIMIT $row_limit
OFFSET coalesce($row_offset, 0)
