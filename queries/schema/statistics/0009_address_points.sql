-- The address table by which units without coordinates get their place.
CREATE TABLE address_point (
    street VARCHAR NOT NULL,
    house_number VARCHAR NOT NULL,
    postcode VARCHAR,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE address_point IS 'Addresses with their place, from the city''s address table.';
COMMENT ON COLUMN address_point.street IS 'Name of the street.';
COMMENT ON COLUMN address_point.house_number IS 'House number with its letter, e.g. 210a.';
COMMENT ON COLUMN address_point.postcode IS 'Postcode; null where the table has none.';
COMMENT ON COLUMN address_point.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN address_point.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN address_point.source_id IS 'Row of table source.';
COMMENT ON COLUMN address_point.origin IS 'published, counted, estimated or made.';
