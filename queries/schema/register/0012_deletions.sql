-- What personal data were deleted: by which rule, when, by whom, and the numbers of the records; never a value.
CREATE SEQUENCE deletion_run_number;
CREATE TABLE deletion_run (
    run_id INTEGER NOT NULL DEFAULT nextval('deletion_run_number'),
    way VARCHAR NOT NULL CHECK (way IN ('nightly', 'by_hand', 'area_lifted', 'restored')),
    area_id VARCHAR,
    deleted_at TIMESTAMP NOT NULL,
    account_id VARCHAR,
    actor_name VARCHAR,
    role VARCHAR NOT NULL,
    swept_at TIMESTAMP
);
COMMENT ON TABLE deletion_run IS 'One deletion of personal data.';
COMMENT ON COLUMN deletion_run.run_id IS 'Running number.';
COMMENT ON COLUMN deletion_run.way IS 'nightly, by_hand, area_lifted, restored (deletions repeated after a backup was brought back).';
COMMENT ON COLUMN deletion_run.area_id IS 'Redevelopment area that was lifted; null for all other deletions.';
COMMENT ON COLUMN deletion_run.deleted_at IS 'When (UTC).';
COMMENT ON COLUMN deletion_run.account_id IS 'Account that did it; null for the nightly run and the command line.';
COMMENT ON COLUMN deletion_run.actor_name IS 'Name of that account at the time.';
COMMENT ON COLUMN deletion_run.role IS 'Role in which it was done.';
COMMENT ON COLUMN deletion_run.swept_at IS 'When the files were written anew, so that not even their unused parts hold the values (UTC); null while that is to be done.';

CREATE TABLE deletion_protocol (
    run_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    record_count INTEGER NOT NULL,
    record_ids VARCHAR[] NOT NULL
);
COMMENT ON TABLE deletion_protocol IS 'What a deletion deleted: kinds of data and numbers of records, never values.';
COMMENT ON COLUMN deletion_protocol.run_id IS 'Row of deletion_run.';
COMMENT ON COLUMN deletion_protocol.kind IS 'Kind of data (data/privacy.yml).';
COMMENT ON COLUMN deletion_protocol.rule IS 'Rule that asked for it (data/privacy.yml), or area_lifted.';
COMMENT ON COLUMN deletion_protocol.record_count IS 'How many records.';
COMMENT ON COLUMN deletion_protocol.record_ids IS 'Their numbers.';
