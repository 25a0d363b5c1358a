-- Makes the empty lists of an import: what was found in rows, which rows repeat others, what is new.
CREATE OR REPLACE TEMP TABLE issue (
    row_number INTEGER,
    severity VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    column_name VARCHAR,
    value VARCHAR
);
CREATE OR REPLACE TEMP TABLE repeated (
    stage INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    is_same BOOLEAN NOT NULL
);
CREATE OR REPLACE TEMP TABLE compared (stage INTEGER NOT NULL, row_number INTEGER NOT NULL, state VARCHAR NOT NULL)
