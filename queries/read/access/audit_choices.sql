-- One row per person and action that the log knows of: account (or «role:» and the role), name, role, action.
-- right: read_audit
SELECT person, max_by(actor_name, last_at) AS actor_name, max_by(role, last_at) AS role, action
FROM (
    SELECT coalesce(account_id, 'role:' || role) AS person, actor_name, role, action, max(changed_at) AS last_at
    FROM unit_change
    GROUP BY ALL
    UNION ALL
    SELECT coalesce(account_id, 'role:' || role), actor_name, role, action, max(happened_at)
    FROM audit_event
    GROUP BY ALL
) AS step
GROUP BY person, action
ORDER BY person, action
