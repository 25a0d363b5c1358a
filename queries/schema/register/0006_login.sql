-- Who may log in, who is logged in, and who stands in for whom.
CREATE TABLE account (
    account_id VARCHAR PRIMARY KEY,
    login VARCHAR NOT NULL,
    display_name VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('public', 'council', 'coordinator', 'jury', 'statistics', 'admin')),
    areas VARCHAR,
    password_hash VARCHAR,
    subject VARCHAR,
    is_active BOOLEAN NOT NULL DEFAULT true,
    is_demo BOOLEAN NOT NULL DEFAULT false,
    must_change_password BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMP NOT NULL,
    password_changed_at TIMESTAMP,
    last_login_at TIMESTAMP,
    sessions_valid_from TIMESTAMP
);
COMMENT ON TABLE account IS 'A person who may log in: with a password, or through the identity provider.';
COMMENT ON COLUMN account.account_id IS 'Random number; never given twice.';
COMMENT ON COLUMN account.login IS 'Name typed at the login, in small letters.';
COMMENT ON COLUMN account.display_name IS 'Name shown to others.';
COMMENT ON COLUMN account.role IS 'public, council, coordinator, jury, statistics, admin; public: the identity provider names no role any more.';
COMMENT ON COLUMN account.areas IS 'Area ids a coordinator is in charge of, separated by commas; null for the whole city.';
COMMENT ON COLUMN account.password_hash IS 'Argon2id hash; null where there is no password (identity provider, demo).';
COMMENT ON COLUMN account.subject IS 'Issuer and subject at the identity provider; null for local accounts.';
COMMENT ON COLUMN account.is_active IS 'Whether it may log in.';
COMMENT ON COLUMN account.is_demo IS 'Offered without a password, on demo data and a loopback address only.';
COMMENT ON COLUMN account.must_change_password IS 'The password was given by an administrator and serves only to set an own one.';
COMMENT ON COLUMN account.created_at IS 'When it was made (UTC).';
COMMENT ON COLUMN account.password_changed_at IS 'When the password was set last (UTC).';
COMMENT ON COLUMN account.last_login_at IS 'Last login (UTC).';
COMMENT ON COLUMN account.sessions_valid_from IS 'Sessions begun before this moment (UTC) count no longer.';

CREATE TABLE account_session (
    token_hash VARCHAR PRIMARY KEY,
    account_id VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    end_reason VARCHAR
);
COMMENT ON TABLE account_session IS 'A login of a local account in one browser.';
COMMENT ON COLUMN account_session.token_hash IS 'SHA-256 of the random token in the cookie; the token itself is stored nowhere.';
COMMENT ON COLUMN account_session.account_id IS 'Row of account.';
COMMENT ON COLUMN account_session.created_at IS 'Login (UTC).';
COMMENT ON COLUMN account_session.last_seen_at IS 'Last use (UTC), to the minute.';
COMMENT ON COLUMN account_session.expires_at IS 'Ends then at the latest (UTC).';
COMMENT ON COLUMN account_session.ended_at IS 'When it was ended before its time (UTC).';
COMMENT ON COLUMN account_session.end_reason IS 'logout, everywhere, password, disabled, replaced.';

CREATE SEQUENCE deputy_number;
CREATE TABLE deputy (
    deputy_id INTEGER NOT NULL DEFAULT nextval('deputy_number'),
    account_id VARCHAR NOT NULL,
    deputy_account_id VARCHAR NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE NOT NULL,
    reason VARCHAR,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR,
    revoked_at TIMESTAMP
);
COMMENT ON TABLE deputy IS 'One coordinator stands in for another for a time and is then in charge of both areas.';
COMMENT ON COLUMN deputy.deputy_id IS 'Running number.';
COMMENT ON COLUMN deputy.account_id IS 'Who is away.';
COMMENT ON COLUMN deputy.deputy_account_id IS 'Who stands in.';
COMMENT ON COLUMN deputy.from_on IS 'First day.';
COMMENT ON COLUMN deputy.until_on IS 'Last day.';
COMMENT ON COLUMN deputy.reason IS 'Why, in a few words; nothing about health.';
COMMENT ON COLUMN deputy.created_at IS 'When it was entered (UTC).';
COMMENT ON COLUMN deputy.created_by IS 'Account that entered it; null for the command line.';
COMMENT ON COLUMN deputy.revoked_at IS 'When it was taken back (UTC).';
