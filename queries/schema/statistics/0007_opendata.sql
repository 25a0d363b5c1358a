-- What the open data of a city add: roadworks, construction programme, streets, playgrounds, council sessions.
ALTER TABLE published_figure ADD COLUMN source_id VARCHAR DEFAULT 'published-figures';
COMMENT ON COLUMN published_figure.source_id IS 'Row of source.';
COMMENT ON COLUMN published_figure.metric IS 'population_register, population_official_itnrw, area, share_under18, share_65plus, share_80plus, share_foreign, mean_age, unemployment_rate, rate_livelihood_benefit, rate_child_benefit, rate_old_age_benefit.';
COMMENT ON COLUMN published_figure.unit IS 'persons, %, km2 or years.';

CREATE TABLE roadwork (
    roadwork_id VARCHAR PRIMARY KEY,
    measure VARCHAR NOT NULL,
    restriction VARCHAR,
    client VARCHAR,
    street VARCHAR,
    status VARCHAR,
    starts_on DATE NOT NULL,
    ends_on DATE,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE roadwork IS 'Roadworks that run or are planned, one point each; replaced as a whole with every import of a source.';
COMMENT ON COLUMN roadwork.roadwork_id IS 'Made of place, measure and first day, because the source has no number.';
COMMENT ON COLUMN roadwork.measure IS 'Kind of work and what it means for traffic, as published.';
COMMENT ON COLUMN roadwork.restriction IS 'Restriction of traffic, as published; often empty.';
COMMENT ON COLUMN roadwork.client IS 'Who has the work done.';
COMMENT ON COLUMN roadwork.street IS 'Street, where the source names one.';
COMMENT ON COLUMN roadwork.status IS 'Status as published.';
COMMENT ON COLUMN roadwork.starts_on IS 'First day.';
COMMENT ON COLUMN roadwork.ends_on IS 'Last day; null where the source names none.';
COMMENT ON COLUMN roadwork.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN roadwork.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN roadwork.area_ids IS 'Every area that contains the point.';
COMMENT ON COLUMN roadwork.source_id IS 'Row of source.';
COMMENT ON COLUMN roadwork.origin IS 'published, counted, estimated or made.';

CREATE TABLE construction_programme (
    measure_id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    project_number VARCHAR,
    district_text VARCHAR,
    area_ids VARCHAR[] NOT NULL,
    trade VARCHAR,
    kind VARCHAR,
    status VARCHAR,
    priority VARCHAR,
    paper_number VARCHAR,
    paper_url VARCHAR,
    description VARCHAR,
    remark VARCHAR,
    phases VARCHAR,
    programme_year USMALLINT NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE construction_programme IS 'Programme of the office of civil engineering: measures of one year and their phases.';
COMMENT ON COLUMN construction_programme.measure_id IS 'Made of year, project number, title and district.';
COMMENT ON COLUMN construction_programme.title IS 'Name of the measure.';
COMMENT ON COLUMN construction_programme.project_number IS 'Number of the project.';
COMMENT ON COLUMN construction_programme.district_text IS 'Stadtbezirk as published.';
COMMENT ON COLUMN construction_programme.area_ids IS 'Stadtbezirke named in district_text, and the city.';
COMMENT ON COLUMN construction_programme.trade IS 'Trade (Gewerk).';
COMMENT ON COLUMN construction_programme.kind IS 'Kind of measure.';
COMMENT ON COLUMN construction_programme.status IS 'Status of the measure.';
COMMENT ON COLUMN construction_programme.priority IS 'Class of priority.';
COMMENT ON COLUMN construction_programme.paper_number IS 'Number of the council paper.';
COMMENT ON COLUMN construction_programme.paper_url IS 'Address of the council paper.';
COMMENT ON COLUMN construction_programme.description IS 'Description.';
COMMENT ON COLUMN construction_programme.remark IS 'Remark.';
COMMENT ON COLUMN construction_programme.phases IS 'What is planned when, e.g. 2026 I: Planung · 2026 II: Bau.';
COMMENT ON COLUMN construction_programme.programme_year IS 'Year of the programme.';
COMMENT ON COLUMN construction_programme.source_id IS 'Row of source.';
COMMENT ON COLUMN construction_programme.origin IS 'published, counted, estimated or made.';

CREATE TABLE street_area (
    street_key VARCHAR NOT NULL,
    street_name VARCHAR NOT NULL,
    stat_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (street_key, stat_id)
);
COMMENT ON TABLE street_area IS 'Which statistische Bezirke a street runs through.';
COMMENT ON COLUMN street_area.street_key IS 'Key of the street in the city''s street register.';
COMMENT ON COLUMN street_area.street_name IS 'Name of the street.';
COMMENT ON COLUMN street_area.stat_id IS 'area_id of a statistischer Bezirk.';
COMMENT ON COLUMN street_area.source_id IS 'Row of source.';
COMMENT ON COLUMN street_area.origin IS 'published, counted, estimated or made.';

CREATE TABLE street_segment (
    segment_id VARCHAR PRIMARY KEY,
    street_key VARCHAR,
    street_name VARCHAR,
    road_class VARCHAR NOT NULL CHECK (road_class IN ('motorway', 'federal', 'main', 'local', 'path')),
    length_m DOUBLE,
    line_hash VARCHAR NOT NULL,
    geometry GEOMETRY NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE street_segment IS 'Stretches of streets, drawn on maps of one Stadtbezirk or smaller.';
COMMENT ON COLUMN street_segment.segment_id IS 'Street key and number of the stretch.';
COMMENT ON COLUMN street_segment.street_key IS 'Key of the street in the city''s street register.';
COMMENT ON COLUMN street_segment.street_name IS 'Name of the street.';
COMMENT ON COLUMN street_segment.road_class IS 'motorway, federal, main (state, district and main streets), local, path.';
COMMENT ON COLUMN street_segment.length_m IS 'Length in metres, as published.';
COMMENT ON COLUMN street_segment.line_hash IS 'Hash of the line, to see that it changed.';
COMMENT ON COLUMN street_segment.geometry IS 'Line, WGS 84.';
COMMENT ON COLUMN street_segment.source_id IS 'Row of source.';
COMMENT ON COLUMN street_segment.origin IS 'published, counted, estimated or made.';

CREATE TABLE playground (
    playground_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR,
    address VARCHAR,
    description VARCHAR,
    link VARCHAR,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE playground IS 'Playgrounds, one point each, without personal data.';
COMMENT ON COLUMN playground.playground_id IS 'Made of name and place, because the source has no number.';
COMMENT ON COLUMN playground.name IS 'Name.';
COMMENT ON COLUMN playground.kind IS 'Kind of place, as published.';
COMMENT ON COLUMN playground.address IS 'Street and house number.';
COMMENT ON COLUMN playground.description IS 'Description, as published.';
COMMENT ON COLUMN playground.link IS 'Address of its page.';
COMMENT ON COLUMN playground.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN playground.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN playground.area_ids IS 'Every area that contains the point.';
COMMENT ON COLUMN playground.source_id IS 'Row of source.';
COMMENT ON COLUMN playground.origin IS 'published, counted, estimated or made.';

CREATE TABLE council_session (
    session_id VARCHAR PRIMARY KEY,
    committee VARCHAR NOT NULL,
    held_on DATE NOT NULL,
    begins_at VARCHAR,
    place VARCHAR,
    area_id VARCHAR,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE council_session IS 'Sessions of the council, its committees and the Bezirksvertretungen.';
COMMENT ON COLUMN council_session.session_id IS 'Made of committee, day and hour.';
COMMENT ON COLUMN council_session.committee IS 'Name of the body.';
COMMENT ON COLUMN council_session.held_on IS 'Day of the session.';
COMMENT ON COLUMN council_session.begins_at IS 'Local time of the beginning, HH:MM.';
COMMENT ON COLUMN council_session.place IS 'Where it meets.';
COMMENT ON COLUMN council_session.area_id IS 'Stadtbezirk of a Bezirksvertretung; null for bodies of the whole city.';
COMMENT ON COLUMN council_session.source_id IS 'Row of source.';
COMMENT ON COLUMN council_session.origin IS 'published, counted, estimated or made.';

-- A point as the forms of an open data portal write it: two numbers, «lat, lon» in one cell, or WKT; null where none does.
CREATE MACRO open_data_point(lon, lat, pair, wkt) AS CASE
    WHEN lon IS NOT NULL AND lat IS NOT NULL THEN ST_Point(lon, lat)
    WHEN wkt IS NOT NULL THEN ST_Centroid(TRY(ST_GeomFromText(wkt)))
    WHEN regexp_matches(pair, '^\s*-?[0-9]+\.?[0-9]*\s*,\s*-?[0-9]+\.?[0-9]*\s*$')
        THEN ST_Point(trim(split_part(pair, ',', 2))::DOUBLE, trim(split_part(pair, ',', 1))::DOUBLE)
END;

-- A day as such a portal writes it: ISO with or without a time, or German; null where it is neither.
CREATE MACRO open_data_day(written) AS coalesce(
    TRY_CAST(left(written, 10) AS DATE), try_strptime(left(written, 10), '%d.%m.%Y')::DATE
);
