-- Photos of records, what the public reported, and which records are the same shop unit.
CREATE TABLE unit_photo (
    photo_id VARCHAR NOT NULL,
    unit_id VARCHAR,
    report_id INTEGER,
    sha256 VARCHAR NOT NULL,
    width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL,
    caption VARCHAR,
    taken_year INTEGER,
    taken_month INTEGER,
    is_public BOOLEAN NOT NULL,
    account_id VARCHAR,
    actor_name VARCHAR,
    added_at TIMESTAMP NOT NULL,
    added_on DATE NOT NULL
);
COMMENT ON TABLE unit_photo IS 'Photos of a record or of a report. The pictures lie in the folder photos, named by their hash, without any metadata.';
COMMENT ON COLUMN unit_photo.photo_id IS 'Random number of the photo.';
COMMENT ON COLUMN unit_photo.unit_id IS 'Row of unit; null while it belongs to a report only.';
COMMENT ON COLUMN unit_photo.report_id IS 'Row of report it came with; null where it was added to the record.';
COMMENT ON COLUMN unit_photo.sha256 IS 'Hash and file name of the picture.';
COMMENT ON COLUMN unit_photo.width_px IS 'Width in pixels.';
COMMENT ON COLUMN unit_photo.height_px IS 'Height in pixels.';
COMMENT ON COLUMN unit_photo.caption IS 'What is to be seen.';
COMMENT ON COLUMN unit_photo.taken_year IS 'Year in which it was taken, as the person says; the picture itself no longer knows.';
COMMENT ON COLUMN unit_photo.taken_month IS 'Month, 1 to 12; null where only the year is known.';
COMMENT ON COLUMN unit_photo.is_public IS 'Whether somebody in charge has checked and released it; a sensitive record shows none in public all the same.';
COMMENT ON COLUMN unit_photo.account_id IS 'Account that added it; null for the public, the demo role and the command line.';
COMMENT ON COLUMN unit_photo.actor_name IS 'Name of that account at the time.';
COMMENT ON COLUMN unit_photo.added_at IS 'When (UTC).';
COMMENT ON COLUMN unit_photo.added_on IS 'Day of the register (view today).';

CREATE SEQUENCE report_from_public_number;
CREATE TABLE report_from_public (
    report_id INTEGER NOT NULL DEFAULT nextval('report_from_public_number'),
    kind VARCHAR NOT NULL CHECK (kind IN ('vacant', 'not_vacant', 'wrong')),
    unit_id VARCHAR,
    address VARCHAR,
    lon DOUBLE,
    lat DOUBLE,
    area_ids VARCHAR[] NOT NULL,
    message VARCHAR NOT NULL,
    since VARCHAR,
    state VARCHAR NOT NULL CHECK (state IN ('submitted', 'in_review', 'verified', 'rejected', 'converted', 'duplicate')),
    reason VARCHAR,
    linked_unit_id VARCHAR,
    received_at TIMESTAMP NOT NULL,
    received_on DATE NOT NULL,
    decided_at TIMESTAMP,
    decided_by VARCHAR,
    account_id VARCHAR
);
COMMENT ON TABLE report_from_public IS 'What the public reported about shop units. Nothing of it is shown in public before somebody in charge has taken it over.';
COMMENT ON COLUMN report_from_public.report_id IS 'Running number.';
COMMENT ON COLUMN report_from_public.kind IS 'vacant: a unit stands empty; not_vacant: a record is wrong to say so; wrong: something else about a record is wrong.';
COMMENT ON COLUMN report_from_public.unit_id IS 'Row of unit it is about, where a record was chosen.';
COMMENT ON COLUMN report_from_public.address IS 'Where, in the words of the reporter.';
COMMENT ON COLUMN report_from_public.lon IS 'Longitude, WGS 84, where a place on the map was given.';
COMMENT ON COLUMN report_from_public.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN report_from_public.area_ids IS 'Every area that contains the place; empty where it is not known.';
COMMENT ON COLUMN report_from_public.message IS 'What was seen, in the words of the reporter.';
COMMENT ON COLUMN report_from_public.since IS 'Since when, in the words of the reporter.';
COMMENT ON COLUMN report_from_public.state IS 'submitted, in_review, verified, rejected, converted (a record was made of it), duplicate.';
COMMENT ON COLUMN report_from_public.reason IS 'Why it was decided so.';
COMMENT ON COLUMN report_from_public.linked_unit_id IS 'Row of unit that was made of it or that it was added to.';
COMMENT ON COLUMN report_from_public.received_at IS 'When it came (UTC).';
COMMENT ON COLUMN report_from_public.received_on IS 'Day of the register (view today) on which it came.';
COMMENT ON COLUMN report_from_public.decided_at IS 'When its state was last changed (UTC).';
COMMENT ON COLUMN report_from_public.decided_by IS 'Name of the account that changed it; its role where it has no name.';
COMMENT ON COLUMN report_from_public.account_id IS 'Account that changed it.';

CREATE TABLE report_person (
    report_id INTEGER NOT NULL,
    name VARCHAR,
    contact VARCHAR,
    given_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE report_person IS 'Name and contact of a reporter, if given: personal, for questions about the report only, to be deleted when it is decided.';
COMMENT ON COLUMN report_person.report_id IS 'Row of report_from_public.';
COMMENT ON COLUMN report_person.name IS 'Name; personal.';
COMMENT ON COLUMN report_person.contact IS 'Telephone or e-mail; personal.';
COMMENT ON COLUMN report_person.given_at IS 'When (UTC).';

CREATE TABLE not_duplicate (
    unit_id VARCHAR NOT NULL,
    other_id VARCHAR NOT NULL,
    account_id VARCHAR,
    decided_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE not_duplicate IS 'Pairs of records that look alike and that somebody found to be two shop units.';
COMMENT ON COLUMN not_duplicate.unit_id IS 'Row of unit, the lower number.';
COMMENT ON COLUMN not_duplicate.other_id IS 'Row of unit, the higher number.';
COMMENT ON COLUMN not_duplicate.account_id IS 'Account that said so.';
COMMENT ON COLUMN not_duplicate.decided_at IS 'When (UTC).';
