-- What people taught the imports: which column of their files holds what, and what their words mean.
CREATE TABLE import_mapping (
    name VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    saved_by VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (source_id, name)
);
COMMENT ON TABLE import_mapping IS 'Which column of a file holds what, as a person assigned and named it.';
COMMENT ON COLUMN import_mapping.name IS 'Name the person gave.';
COMMENT ON COLUMN import_mapping.source_id IS 'Name of the source definition in data/sources.';
COMMENT ON COLUMN import_mapping.mapping IS 'JSON object: header → field of the source; an empty text for a column that is left out.';
COMMENT ON COLUMN import_mapping.saved_by IS 'Role that saved it.';
COMMENT ON COLUMN import_mapping.saved_at IS 'When (UTC).';

CREATE TABLE spelling (
    source_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    spelling VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    confirmed_by VARCHAR NOT NULL,
    confirmed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (source_id, field, spelling)
);
COMMENT ON TABLE spelling IS 'Words of imported files whose meaning a person confirmed; every later import understands them.';
COMMENT ON COLUMN spelling.source_id IS 'Name of the source definition in data/sources.';
COMMENT ON COLUMN spelling.field IS 'Field of the source.';
COMMENT ON COLUMN spelling.spelling IS 'The word as it stood in the file.';
COMMENT ON COLUMN spelling.value IS 'What it means: value of the field; for areas the area_id.';
COMMENT ON COLUMN spelling.confirmed_by IS 'Role that confirmed it.';
COMMENT ON COLUMN spelling.confirmed_at IS 'When (UTC).';
