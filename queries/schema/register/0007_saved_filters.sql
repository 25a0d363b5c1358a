-- Views of a page that somebody keeps by name.
CREATE TABLE saved_filter (
    account_id VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    query VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, page, name)
);
COMMENT ON TABLE saved_filter IS 'Filters of a page under a name, for the account that saved them.';
COMMENT ON COLUMN saved_filter.account_id IS 'Account they belong to.';
COMMENT ON COLUMN saved_filter.page IS 'Path of the page.';
COMMENT ON COLUMN saved_filter.name IS 'Name the person gave.';
COMMENT ON COLUMN saved_filter.query IS 'JSON object: the page''s query parameters.';
COMMENT ON COLUMN saved_filter.saved_at IS 'When (UTC).';
