-- Deletes a kept filter.
-- $account_id VARCHAR: whose
-- $page VARCHAR: path of the page
-- $filter_name VARCHAR: its name
DELETE FROM saved_filter WHERE account_id = $account_id AND page = $page AND name = $filter_name
