-- The census grid, hints on vacant shops, and which years of a table come from which source.
CREATE TABLE census_cell (
    theme VARCHAR NOT NULL,
    resolution_m USMALLINT NOT NULL CHECK (resolution_m IN (100, 1000, 10000)),
    cell_id VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    value DOUBLE,
    weight DOUBLE,
    is_mean BOOLEAN NOT NULL,
    is_restricted BOOLEAN NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (theme, resolution_m, cell_id, reference_date)
);
COMMENT ON TABLE census_cell IS 'Cells of the census grid, as published: never mixed with the register count.';
COMMENT ON COLUMN census_cell.theme IS 'Header of the value''s column in the file, e.g. Einwohner, Durchschnittsalter.';
COMMENT ON COLUMN census_cell.resolution_m IS 'Side of the cell in metres.';
COMMENT ON COLUMN census_cell.cell_id IS 'Identifier of the cell (lower left corner, EPSG:3035).';
COMMENT ON COLUMN census_cell.reference_date IS 'Day of the census.';
COMMENT ON COLUMN census_cell.x IS 'Easting of the cell''s middle in metres, EPSG:3035.';
COMMENT ON COLUMN census_cell.y IS 'Northing of the cell''s middle in metres, EPSG:3035.';
COMMENT ON COLUMN census_cell.lon IS 'Longitude of the cell''s middle, WGS 84.';
COMMENT ON COLUMN census_cell.lat IS 'Latitude of the cell''s middle, WGS 84.';
COMMENT ON COLUMN census_cell.value IS 'The value in the theme''s unit; null where it is kept secret (–).';
COMMENT ON COLUMN census_cell.weight IS 'What the mean is of, where the file says it (number of dwellings).';
COMMENT ON COLUMN census_cell.is_mean IS 'True for averages, shares and quotas, which cannot be added up.';
COMMENT ON COLUMN census_cell.is_restricted IS 'KLAMMERN: the value says little because few stand behind it.';
COMMENT ON COLUMN census_cell.area_ids IS 'Every area that contains the cell''s middle.';
COMMENT ON COLUMN census_cell.source_id IS 'Row of source.';
COMMENT ON COLUMN census_cell.origin IS 'published, counted, estimated or made.';

CREATE TABLE vacancy_candidate (
    candidate_id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('vacant', 'disused_shop', 'disused_amenity')),
    former_use VARCHAR,
    name VARCHAR,
    address VARCHAR,
    postcode VARCHAR,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    seen_on DATE NOT NULL,
    edited_on DATE,
    checked_on DATE,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE vacancy_candidate IS 'Hints on vacant shops from OpenStreetMap, to be checked on the spot; never counted in a rate.';
COMMENT ON COLUMN vacancy_candidate.candidate_id IS 'Kind and number of the object in OpenStreetMap, e.g. node/123.';
COMMENT ON COLUMN vacancy_candidate.kind IS 'vacant (shop=vacant), disused_shop (disused:shop), disused_amenity (disused:amenity).';
COMMENT ON COLUMN vacancy_candidate.former_use IS 'Former use as OpenStreetMap writes it, e.g. bakery.';
COMMENT ON COLUMN vacancy_candidate.name IS 'Name in OpenStreetMap, often the former one.';
COMMENT ON COLUMN vacancy_candidate.address IS 'Street and house number, where mapped.';
COMMENT ON COLUMN vacancy_candidate.postcode IS 'Postcode, where mapped.';
COMMENT ON COLUMN vacancy_candidate.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN vacancy_candidate.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN vacancy_candidate.area_ids IS 'Every area that contains the point.';
COMMENT ON COLUMN vacancy_candidate.seen_on IS 'Day of the extract.';
COMMENT ON COLUMN vacancy_candidate.edited_on IS 'Day of the object''s last edit, where the extract has it.';
COMMENT ON COLUMN vacancy_candidate.checked_on IS 'Day on which a mapper checked it on the spot (check_date), where mapped.';
COMMENT ON COLUMN vacancy_candidate.source_id IS 'Row of source.';
COMMENT ON COLUMN vacancy_candidate.origin IS 'published, counted, estimated or made.';

CREATE TABLE dataset_year (
    table_name VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    year SMALLINT NOT NULL,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (table_name, source_id, origin, year)
);
COMMENT ON TABLE dataset_year IS 'Which years of a table come from which source; written at the end of a build. What a chart cites is read from it.';
COMMENT ON COLUMN dataset_year.table_name IS 'Table of the statistics.';
COMMENT ON COLUMN dataset_year.source_id IS 'Row of source.';
COMMENT ON COLUMN dataset_year.origin IS 'published, counted, estimated or made.';
COMMENT ON COLUMN dataset_year.year IS 'Calendar year.';
COMMENT ON COLUMN dataset_year.row_count IS 'Number of rows.';
