-- Areas that somebody drew, uploaded or put together, kept under a name.
CREATE TABLE drawn_area (
    drawn_area_id VARCHAR PRIMARY KEY,
    account_id VARCHAR,
    name VARCHAR NOT NULL,
    is_shared BOOLEAN NOT NULL,
    way VARCHAR NOT NULL CHECK (way IN ('drawn', 'uploaded', 'composed')),
    stat_ids VARCHAR[] NOT NULL,
    geometry_json VARCHAR NOT NULL,
    boundaries_on DATE NOT NULL,
    saved_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE drawn_area IS 'Areas of somebody''s own, kept under a name. They are no programme areas and change no value of the database.';
COMMENT ON COLUMN drawn_area.drawn_area_id IS 'Random name of the area, part of its link.';
COMMENT ON COLUMN drawn_area.account_id IS 'Account it belongs to; null after that account was deleted (only shared ones stay).';
COMMENT ON COLUMN drawn_area.name IS 'Name the person gave.';
COMMENT ON COLUMN drawn_area.is_shared IS 'True where everybody may see it, false where only the account may.';
COMMENT ON COLUMN drawn_area.way IS 'drawn, uploaded or composed (put together from statistische Bezirke).';
COMMENT ON COLUMN drawn_area.stat_ids IS 'The statistische Bezirke it was put together from; empty where it has an outline of its own.';
COMMENT ON COLUMN drawn_area.geometry_json IS 'Outline as GeoJSON, WGS 84.';
COMMENT ON COLUMN drawn_area.boundaries_on IS 'First day of the boundaries of the statistische Bezirke that held when it was saved.';
COMMENT ON COLUMN drawn_area.saved_at IS 'When (UTC).';
