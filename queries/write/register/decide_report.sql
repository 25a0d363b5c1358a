-- Moves a report on.
-- $report_id INTEGER: the report
-- $state VARCHAR: its new state
-- $reason VARCHAR?: why
-- $linked_unit_id VARCHAR?: record it was made into or added to
-- $decided_at TIMESTAMP: when (UTC)
-- $decided_by VARCHAR: name or role
-- $account_id VARCHAR?: account
UPDATE report_from_public
SET state = $state, reason = $reason, linked_unit_id = coalesce($linked_unit_id, linked_unit_id),
    decided_at = $decided_at, decided_by = $decided_by, account_id = $account_id
WHERE report_id = $report_id
