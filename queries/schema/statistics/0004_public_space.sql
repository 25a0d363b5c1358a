-- Reports on cleanliness and public space, and the survey of building condition.
CREATE TABLE report (
    report_id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('litter', 'bulky_waste', 'graffiti', 'lighting', 'surface', 'green', 'bins')),
    reported_on DATE NOT NULL,
    remedied_on DATE,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE report IS 'Reports of residents on cleanliness and public space, without personal data.';
COMMENT ON COLUMN report.report_id IS 'Number of the report.';
COMMENT ON COLUMN report.kind IS 'litter, bulky_waste, graffiti, lighting, surface (paving), green (plants), bins (overflowing).';
COMMENT ON COLUMN report.reported_on IS 'Day of the report.';
COMMENT ON COLUMN report.remedied_on IS 'Day of the remedy; null while open.';
COMMENT ON COLUMN report.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN report.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN report.area_ids IS 'Every area that contains the point.';
COMMENT ON COLUMN report.origin IS 'published, counted, estimated or made.';

CREATE TABLE building_survey (
    building_id VARCHAR NOT NULL,
    surveyed_on DATE NOT NULL,
    era VARCHAR NOT NULL CHECK (era IN ('gruenderzeit', 'interwar_postwar', 'large_estate', 'row_houses', 'new_quarter')),
    dwellings USMALLINT NOT NULL,
    condition UTINYINT NOT NULL CHECK (condition BETWEEN 1 AND 4),
    has_backlog BOOLEAN NOT NULL,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (building_id, surveyed_on)
);
COMMENT ON TABLE building_survey IS 'Sample survey of the outer condition of buildings, the same buildings every second year.';
COMMENT ON COLUMN building_survey.building_id IS 'Number of the building in the sample.';
COMMENT ON COLUMN building_survey.surveyed_on IS 'Day of the survey.';
COMMENT ON COLUMN building_survey.era IS 'gruenderzeit, interwar_postwar (1920s to 1950s), large_estate, row_houses, new_quarter.';
COMMENT ON COLUMN building_survey.dwellings IS 'Dwellings in the building.';
COMMENT ON COLUMN building_survey.condition IS '1 good, 2 small defects, 3 marked defects, 4 severe defects.';
COMMENT ON COLUMN building_survey.has_backlog IS 'Sanierungsrückstand: condition 3 or 4 at two or more of roof, facade, windows, entrance.';
COMMENT ON COLUMN building_survey.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN building_survey.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN building_survey.area_ids IS 'Every area that contains the building.';
COMMENT ON COLUMN building_survey.origin IS 'published, counted, estimated or made.';
