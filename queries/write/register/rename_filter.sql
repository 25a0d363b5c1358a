-- Gives a kept filter another name.
-- $account_id VARCHAR: whose
-- $page VARCHAR: path of the page
-- $filter_name VARCHAR: name so far
-- $new_name VARCHAR: name from now on
UPDATE saved_filter SET name = $new_name WHERE account_id = $account_id AND page = $page AND name = $filter_name
