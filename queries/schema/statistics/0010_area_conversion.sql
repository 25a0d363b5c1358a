-- How values of old statistische Bezirke were carried over to new ones.
CREATE TABLE area_conversion (
    old_area_id VARCHAR NOT NULL,
    old_valid_from DATE NOT NULL,
    new_area_id VARCHAR NOT NULL,
    new_valid_from DATE NOT NULL,
    share DOUBLE NOT NULL CHECK (share > 0 AND share <= 1),
    is_estimate BOOLEAN NOT NULL,
    PRIMARY KEY (old_area_id, new_area_id, new_valid_from)
);
COMMENT ON TABLE area_conversion IS 'How values of old statistische Bezirke were carried over to those of new boundaries: by share of the surface.';
COMMENT ON COLUMN area_conversion.old_area_id IS 'area_id of a statistischer Bezirk of the boundaries before.';
COMMENT ON COLUMN area_conversion.old_valid_from IS 'First day on which its old boundary held.';
COMMENT ON COLUMN area_conversion.new_area_id IS 'area_id of a statistischer Bezirk of the new boundaries.';
COMMENT ON COLUMN area_conversion.new_valid_from IS 'First day of the new boundaries; values before it were carried over.';
COMMENT ON COLUMN area_conversion.share IS 'Part of the old area''s values that the new one gets, 0 to 1; the parts of one old area sum to 1.';
COMMENT ON COLUMN area_conversion.is_estimate IS 'False where the new area consists of whole old ones (renamed or merged), so that its values are exact.';
