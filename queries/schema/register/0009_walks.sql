-- Walks: surveys of a street and re-checks of records, with their stops; and what tells units of one house number apart.
ALTER TABLE unit ADD COLUMN door VARCHAR;
ALTER TABLE unit ADD COLUMN size_class VARCHAR;
ALTER TABLE unit ADD COLUMN place_method VARCHAR;
COMMENT ON COLUMN unit.door IS 'Which door of the house, seen from the street: left, middle, right.';
COMMENT ON COLUMN unit.size_class IS 'Size as estimated from the street, where no area in m² is known: up_to_50, to_100, to_200, to_400, to_800, over_800.';
COMMENT ON COLUMN unit.place_method IS 'How the position was found: address (address table), interpolated (estimated between known house numbers); null where it is not known or was given by hand.';

CREATE SEQUENCE walk_number;
CREATE TABLE walk (
    walk_id INTEGER NOT NULL DEFAULT nextval('walk_number'),
    kind VARCHAR NOT NULL CHECK (kind IN ('survey', 'recheck')),
    state VARCHAR NOT NULL CHECK (state IN ('open', 'finished')),
    account_id VARCHAR,
    role VARCHAR NOT NULL,
    begun_by VARCHAR,
    title VARCHAR NOT NULL,
    area_id VARCHAR,
    street VARCHAR,
    postcode VARCHAR,
    start_label VARCHAR,
    start_lon DOUBLE,
    start_lat DOUBLE,
    started_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP
);
COMMENT ON TABLE walk IS 'A walk (Begehung): the first survey of a street, or a re-check of chosen records in an order.';
COMMENT ON COLUMN walk.walk_id IS 'Running number.';
COMMENT ON COLUMN walk.kind IS 'survey: every unit of a street is recorded; recheck: known records are visited.';
COMMENT ON COLUMN walk.state IS 'open or finished.';
COMMENT ON COLUMN walk.account_id IS 'Account it belongs to; null where it was begun without a login.';
COMMENT ON COLUMN walk.role IS 'Role of who began it; without an account the walk belongs to the role.';
COMMENT ON COLUMN walk.begun_by IS 'Name of the account that began it.';
COMMENT ON COLUMN walk.title IS 'What it is called in lists: the street or the area.';
COMMENT ON COLUMN walk.area_id IS 'Area it was planned for; null where none was chosen.';
COMMENT ON COLUMN walk.street IS 'Street of a survey; null for a re-check.';
COMMENT ON COLUMN walk.postcode IS 'Postcode that new records of a survey get; null where none was given.';
COMMENT ON COLUMN walk.start_label IS 'Where a re-check begins, in words.';
COMMENT ON COLUMN walk.start_lon IS 'Longitude of the start, WGS 84.';
COMMENT ON COLUMN walk.start_lat IS 'Latitude of the start, WGS 84.';
COMMENT ON COLUMN walk.started_at IS 'When it was begun (UTC).';
COMMENT ON COLUMN walk.changed_at IS 'When something was last entered (UTC).';
COMMENT ON COLUMN walk.finished_at IS 'When it was finished (UTC); null while it is open.';

CREATE TABLE walk_stop (
    walk_id INTEGER NOT NULL,
    stop_number INTEGER NOT NULL,
    unit_id VARCHAR NOT NULL,
    distance_m DOUBLE,
    outcome VARCHAR CHECK (outcome IN ('added', 'still_vacant', 'still_used', 'still_interim', 'still_gone', 'used_again', 'now_vacant', 'not_found', 'later')),
    note VARCHAR,
    before VARCHAR,
    done_at TIMESTAMP
);
COMMENT ON TABLE walk_stop IS 'The stops of a walk: units that were recorded or are to be visited.';
COMMENT ON COLUMN walk_stop.walk_id IS 'Row of walk.';
COMMENT ON COLUMN walk_stop.stop_number IS 'Order in which they are visited, or were recorded; from 1.';
COMMENT ON COLUMN walk_stop.unit_id IS 'Row of unit.';
COMMENT ON COLUMN walk_stop.distance_m IS 'Metres from the stop before, in a straight line; null where a position is missing.';
COMMENT ON COLUMN walk_stop.outcome IS 'added, still_vacant, still_used, still_interim, still_gone, used_again, now_vacant, not_found, later; null while it is open.';
COMMENT ON COLUMN walk_stop.note IS 'What was noted on the spot; internal.';
COMMENT ON COLUMN walk_stop.before IS 'JSON object: values of the record that the answer changed, so that it can be taken back.';
COMMENT ON COLUMN walk_stop.done_at IS 'When it was answered (UTC); null while it is open.';
