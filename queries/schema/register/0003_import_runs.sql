-- Imports with more states, full accounting, their way back, and a log.
CREATE TABLE import_run_next (
    run_id INTEGER PRIMARY KEY DEFAULT nextval('import_run_number'),
    source_id VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('started', 'publishing', 'published', 'unchanged', 'failed', 'cancelled', 'interrupted', 'undone')),
    actor VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    rows_read INTEGER,
    rows_loaded INTEGER,
    rows_unchanged INTEGER,
    rows_rejected INTEGER,
    rows_duplicate INTEGER,
    rows_elsewhere INTEGER,
    options VARCHAR,
    data_version_before VARCHAR,
    data_version_after VARCHAR,
    undone_at TIMESTAMP,
    undone_by VARCHAR
);
INSERT INTO import_run_next BY NAME SELECT * FROM import_run;
DROP TABLE import_run;
ALTER TABLE import_run_next RENAME TO import_run;
COMMENT ON TABLE import_run IS 'One import of one file, or of several files of one source together.';
COMMENT ON COLUMN import_run.run_id IS 'Running number.';
COMMENT ON COLUMN import_run.source_id IS 'Name of the source definition in data/sources.';
COMMENT ON COLUMN import_run.file_name IS 'Name of the file as given; of several the first and how many more.';
COMMENT ON COLUMN import_run.file_sha256 IS 'Hash of the archived file; of several the hash of their hashes.';
COMMENT ON COLUMN import_run.state IS 'started, publishing, published, unchanged, failed, cancelled, interrupted, undone.';
COMMENT ON COLUMN import_run.actor IS 'Role that ran it.';
COMMENT ON COLUMN import_run.started_at IS 'Start (UTC).';
COMMENT ON COLUMN import_run.finished_at IS 'End (UTC).';
COMMENT ON COLUMN import_run.rows_read IS 'Rows read; always rows_loaded + rows_unchanged + rows_rejected + rows_duplicate.';
COMMENT ON COLUMN import_run.rows_loaded IS 'Rows that were new or changed something.';
COMMENT ON COLUMN import_run.rows_unchanged IS 'Rows that said what was known already.';
COMMENT ON COLUMN import_run.rows_rejected IS 'Rows rejected, each with a finding.';
COMMENT ON COLUMN import_run.rows_duplicate IS 'Rows that repeat another row of the file.';
COMMENT ON COLUMN import_run.rows_elsewhere IS 'Rows of the file that speak of other cities; not counted as read.';
COMMENT ON COLUMN import_run.options IS 'Options the import was told (JSON); the same file with the same options is unchanged.';
COMMENT ON COLUMN import_run.data_version_before IS 'Statistics that were published before; null for imports into the register.';
COMMENT ON COLUMN import_run.data_version_after IS 'Statistics this import published; null for imports into the register.';
COMMENT ON COLUMN import_run.undone_at IS 'When it was taken back (UTC).';
COMMENT ON COLUMN import_run.undone_by IS 'Role that took it back.';

ALTER TABLE import_finding ADD COLUMN file_name VARCHAR;
ALTER TABLE import_finding ADD COLUMN sheet_name VARCHAR;
COMMENT ON COLUMN import_finding.file_name IS 'File the row stands in, where an import has several.';
COMMENT ON COLUMN import_finding.sheet_name IS 'Sheet the row stands in, where a workbook has several.';

CREATE TABLE import_event (
    run_id INTEGER NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    step VARCHAR NOT NULL,
    row_count BIGINT
);
COMMENT ON TABLE import_event IS 'The log of imports: which step began when.';
COMMENT ON COLUMN import_event.run_id IS 'Row of import_run.';
COMMENT ON COLUMN import_event.happened_at IS 'When the step began (UTC).';
COMMENT ON COLUMN import_event.step IS 'archive, read, clean, stage, check, publish, or the state in which the import ended.';
COMMENT ON COLUMN import_event.row_count IS 'Rows the step had to do with, where it counts them.';
