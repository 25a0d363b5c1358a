-- Keeps a filter under its name; one of the same name is replaced.
-- $account_id VARCHAR: whose
-- $page VARCHAR: path of the page
-- $filter_name VARCHAR: name
-- $query VARCHAR: JSON object of the query parameters
-- $saved_at TIMESTAMP: when (UTC)
INSERT OR REPLACE INTO saved_filter VALUES ($account_id, $page, $filter_name, $query, $saved_at)
