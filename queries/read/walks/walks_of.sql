-- One row per walk that somebody may see and go on with: their own, without an account those of the role, and those of
-- the people they stand in for today; open ones first, the latest first.
-- right: plan_walks
-- $account_id VARCHAR?: account of who asks; null without a login
-- $role VARCHAR: role of who asks
-- $walk_id INTEGER?: only this one
SELECT
    walk.*,
    CASE WHEN walk.account_id IS DISTINCT FROM $account_id THEN account.display_name END AS stands_in_for,
    count(stop.unit_id)::INTEGER AS stops,
    count(stop.done_at)::INTEGER AS done
FROM walk
LEFT JOIN walk_stop AS stop USING (walk_id)
LEFT JOIN account ON account.account_id = walk.account_id
WHERE ($walk_id IS NULL OR walk.walk_id = $walk_id)
    AND (
        ($account_id IS NULL AND walk.account_id IS NULL AND walk.role = $role)
        OR walk.account_id = $account_id
        OR walk.account_id IN (
            SELECT deputy.account_id
            FROM deputy
            WHERE deputy.deputy_account_id = $account_id AND deputy.revoked_at IS NULL
                AND current_date BETWEEN deputy.from_on AND deputy.until_on
        )
    )
GROUP BY ALL
ORDER BY walk.state DESC, walk.changed_at DESC, walk.walk_id DESC
