-- One row per person a walk can be handed to: who stands in for its owner today, and whom the owner stands in for.
-- right: plan_walks
-- $account_id VARCHAR: account of the owner
SELECT DISTINCT account.account_id, account.display_name
FROM deputy
JOIN account ON account.account_id = CASE
    WHEN deputy.account_id = $account_id THEN deputy.deputy_account_id ELSE deputy.account_id
END
WHERE $account_id IN (deputy.account_id, deputy.deputy_account_id)
    AND deputy.revoked_at IS NULL
    AND current_date BETWEEN deputy.from_on AND deputy.until_on
    AND account.is_active AND account.role IN ('coordinator', 'admin')
ORDER BY account.display_name
