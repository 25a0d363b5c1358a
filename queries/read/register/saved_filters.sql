-- One row per filter of a page that an account keeps by name, in the order of the names.
-- right: keep_filters
-- $account_id VARCHAR: whose
-- $page VARCHAR: path of the page
SELECT name, query, saved_at
FROM saved_filter
WHERE account_id = $account_id AND page = $page
ORDER BY name COLLATE de, name
