-- Areas, their composition, neighbours and the lines of the map backdrop.
CREATE TABLE build (
    data_version VARCHAR PRIMARY KEY,
    built_at TIMESTAMP NOT NULL,
    city VARCHAR NOT NULL,
    is_demo BOOLEAN NOT NULL,
    reference_date DATE NOT NULL
);
COMMENT ON TABLE build IS 'One row: which build of the published statistics this file is.';
COMMENT ON COLUMN build.data_version IS 'Changes with every build; caches and links to geometry carry it.';
COMMENT ON COLUMN build.built_at IS 'When the file was built (UTC).';
COMMENT ON COLUMN build.city IS 'Folder name below data/cities.';
COMMENT ON COLUMN build.is_demo IS 'True while the file contains made rows.';
COMMENT ON COLUMN build.reference_date IS 'The day the demo calls today; for real data the day of the build.';

CREATE TABLE area (
    area_id VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('city', 'bezirk', 'stat', 'ub', 'pg')),
    code VARCHAR,
    slug VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    parent_id VARCHAR,
    area_km2 DOUBLE NOT NULL,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    geometry GEOMETRY NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (area_id, valid_from)
);
COMMENT ON TABLE area IS 'One area in one version of its boundary.';
COMMENT ON COLUMN area.area_id IS 'level:code or level:slug, e.g. bezirk:eving, stat:140, pg:evinger-mitte.';
COMMENT ON COLUMN area.level IS 'city, bezirk (Stadtbezirk), stat (statistischer Bezirk), ub (Unterbezirk), pg (programme area).';
COMMENT ON COLUMN area.code IS 'Number in the city''s own scheme; null for programme areas.';
COMMENT ON COLUMN area.slug IS 'Name in the URL, ASCII.';
COMMENT ON COLUMN area.name IS 'Official name.';
COMMENT ON COLUMN area.parent_id IS 'area_id of the next higher level.';
COMMENT ON COLUMN area.area_km2 IS 'Area in km², computed in UTM 32N.';
COMMENT ON COLUMN area.lon IS 'Longitude of a point inside the area, for labels (WGS 84).';
COMMENT ON COLUMN area.lat IS 'Latitude of a point inside the area, for labels (WGS 84).';
COMMENT ON COLUMN area.geometry IS 'Boundary, WGS 84, lon/lat.';
COMMENT ON COLUMN area.valid_from IS 'First day on which this boundary holds.';
COMMENT ON COLUMN area.valid_to IS 'Last day; null while it holds.';
COMMENT ON COLUMN area.source_id IS 'Row of table source.';
COMMENT ON COLUMN area.origin IS 'published, counted, estimated or made.';

CREATE TABLE area_part (
    area_id VARCHAR NOT NULL,
    stat_id VARCHAR NOT NULL,
    share DOUBLE NOT NULL CHECK (share > 0 AND share <= 1),
    PRIMARY KEY (area_id, stat_id)
);
COMMENT ON TABLE area_part IS 'Which statistische Bezirke make up an area; a share below 1 makes the sum an estimate (areal interpolation).';
COMMENT ON COLUMN area_part.area_id IS 'Any area of any level.';
COMMENT ON COLUMN area_part.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN area_part.share IS 'Share of the statistischer Bezirk''s surface inside the area, 0 to 1.';

CREATE TABLE area_neighbour (
    area_id VARCHAR NOT NULL,
    neighbour_id VARCHAR NOT NULL,
    border_m DOUBLE NOT NULL,
    PRIMARY KEY (area_id, neighbour_id)
);
COMMENT ON TABLE area_neighbour IS 'Neighbouring areas of one level; each pair stands in both directions.';
COMMENT ON COLUMN area_neighbour.area_id IS 'An area.';
COMMENT ON COLUMN area_neighbour.neighbour_id IS 'An area of the same level that shares a border with it.';
COMMENT ON COLUMN area_neighbour.border_m IS 'Length of the common border in metres.';

CREATE TABLE map_line (
    kind VARCHAR NOT NULL,
    name VARCHAR,
    is_derived BOOLEAN NOT NULL,
    geometry GEOMETRY NOT NULL,
    source_id VARCHAR NOT NULL
);
COMMENT ON TABLE map_line IS 'Lines of the maps'' own backdrop: roads, later streets, rail, water.';
COMMENT ON COLUMN map_line.kind IS 'motorway, motorway_link, federal, …';
COMMENT ON COLUMN map_line.name IS 'Road number or name, e.g. A40.';
COMMENT ON COLUMN map_line.is_derived IS 'True for straight joins over gaps of the source.';
COMMENT ON COLUMN map_line.geometry IS 'Line, WGS 84.';
COMMENT ON COLUMN map_line.source_id IS 'Row of table source.';

CREATE TABLE source (
    source_id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    citation VARCHAR NOT NULL,
    url VARCHAR,
    reference_date DATE
);
COMMENT ON TABLE source IS 'Where data come from, with the line that must be cited.';
COMMENT ON COLUMN source.source_id IS 'Short name of the source.';
COMMENT ON COLUMN source.title IS 'Title of the source.';
COMMENT ON COLUMN source.publisher IS 'Who publishes it.';
COMMENT ON COLUMN source.licence IS 'Licence, e.g. dl-de/zero-2-0.';
COMMENT ON COLUMN source.citation IS 'Line shown under maps and charts.';
COMMENT ON COLUMN source.url IS 'Address of the source, if it has one.';
COMMENT ON COLUMN source.reference_date IS 'Date the data speak of.';

CREATE TABLE dataset (
    table_name VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    method_de VARCHAR NOT NULL,
    method_en VARCHAR NOT NULL,
    first_date DATE,
    last_date DATE,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (table_name, source_id, origin)
);
COMMENT ON TABLE dataset IS 'What each table holds, from which source, how old and how many rows; written at the end of a build.';
COMMENT ON COLUMN dataset.table_name IS 'Table of the statistics or of the register.';
COMMENT ON COLUMN dataset.source_id IS 'Row of table source.';
COMMENT ON COLUMN dataset.origin IS 'published, counted, estimated or made.';
COMMENT ON COLUMN dataset.method_de IS 'How the rows came to be, German.';
COMMENT ON COLUMN dataset.method_en IS 'How the rows came to be, English.';
COMMENT ON COLUMN dataset.first_date IS 'Earliest date in the rows.';
COMMENT ON COLUMN dataset.last_date IS 'Latest date in the rows.';
COMMENT ON COLUMN dataset.row_count IS 'Number of rows.';

CREATE TABLE published_figure (
    area_id VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,
    reference_date DATE,
    source VARCHAR NOT NULL,
    note VARCHAR,
    origin VARCHAR NOT NULL DEFAULT 'published' CHECK (origin = 'published')
);
COMMENT ON TABLE published_figure IS 'Single published values with date and source; many districts and years are missing.';
COMMENT ON COLUMN published_figure.area_id IS 'Area the value speaks of.';
COMMENT ON COLUMN published_figure.metric IS 'population_register, population_official_itnrw, area, share_under18, share_65plus, share_foreign, unemployment_rate.';
COMMENT ON COLUMN published_figure.value IS 'The value as published.';
COMMENT ON COLUMN published_figure.unit IS 'persons, % or km2.';
COMMENT ON COLUMN published_figure.reference_date IS 'Date of the value; null where the source prints none; the last day of the year where it prints only a year.';
COMMENT ON COLUMN published_figure.source IS 'Where it was published.';
COMMENT ON COLUMN published_figure.note IS 'Remark of the collection.';
COMMENT ON COLUMN published_figure.origin IS 'Always published.';
