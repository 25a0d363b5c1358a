-- The vacancy register: units, their occupancy over time, imports and feedback.
CREATE SEQUENCE import_run_number;

CREATE TABLE import_run (
    run_id INTEGER PRIMARY KEY DEFAULT nextval('import_run_number'),
    source_id VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('started', 'published', 'failed', 'unchanged')),
    actor VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    rows_read INTEGER,
    rows_loaded INTEGER,
    rows_rejected INTEGER,
    rows_duplicate INTEGER
);
COMMENT ON TABLE import_run IS 'One import of one file.';
COMMENT ON COLUMN import_run.run_id IS 'Running number.';
COMMENT ON COLUMN import_run.source_id IS 'Name of the source definition in data/sources.';
COMMENT ON COLUMN import_run.file_name IS 'Name of the file as given.';
COMMENT ON COLUMN import_run.file_sha256 IS 'Hash of the archived file.';
COMMENT ON COLUMN import_run.state IS 'started, published, failed, unchanged.';
COMMENT ON COLUMN import_run.actor IS 'Role that ran it.';
COMMENT ON COLUMN import_run.started_at IS 'Start (UTC).';
COMMENT ON COLUMN import_run.finished_at IS 'End (UTC).';
COMMENT ON COLUMN import_run.rows_read IS 'Rows read from the file.';
COMMENT ON COLUMN import_run.rows_loaded IS 'Rows loaded.';
COMMENT ON COLUMN import_run.rows_rejected IS 'Rows rejected, each with a finding.';
COMMENT ON COLUMN import_run.rows_duplicate IS 'Rows that repeat another row of the file.';

CREATE TABLE import_finding (
    run_id INTEGER NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('fail', 'warn')),
    code VARCHAR NOT NULL,
    row_number INTEGER,
    column_name VARCHAR,
    value VARCHAR
);
COMMENT ON TABLE import_finding IS 'What an import had to say about single rows and columns.';
COMMENT ON COLUMN import_finding.run_id IS 'Row of import_run.';
COMMENT ON COLUMN import_finding.severity IS 'fail: the row was rejected; warn: loaded, but look at it.';
COMMENT ON COLUMN import_finding.code IS 'Key of the message in the catalogues.';
COMMENT ON COLUMN import_finding.row_number IS 'Row of the file as a spreadsheet numbers it; null for the whole file.';
COMMENT ON COLUMN import_finding.column_name IS 'Header of the column, if one.';
COMMENT ON COLUMN import_finding.value IS 'The value as it stood in the file.';

CREATE TABLE unit (
    unit_id VARCHAR PRIMARY KEY,
    own_id VARCHAR,
    name VARCHAR,
    address VARCHAR NOT NULL,
    postcode VARCHAR,
    lon DOUBLE,
    lat DOUBLE,
    public_lon DOUBLE,
    public_lat DOUBLE,
    area_ids VARCHAR[] NOT NULL,
    building_part VARCHAR,
    floor TINYINT,
    area_m2 DOUBLE,
    sales_area_m2 DOUBLE,
    window_m DOUBLE,
    steps TINYINT,
    grade VARCHAR CHECK (grade IN ('A', 'B', 'C')),
    current_use VARCHAR,
    previous_use VARCHAR,
    reuse_idea VARCHAR,
    condition VARCHAR CHECK (condition IN ('good', 'minor_defects', 'renovation_needed', 'derelict')),
    owner_kind VARCHAR CHECK (owner_kind IN ('private', 'commercial', 'public', 'city')),
    owner_company VARCHAR,
    rent_eur_m2 DOUBLE,
    is_sensitive BOOLEAN NOT NULL DEFAULT false,
    last_checked_on DATE,
    check_method VARCHAR CHECK (check_method IN ('walk', 'call', 'owner', 'report', 'list')),
    note VARCHAR,
    run_id INTEGER,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE unit IS 'A shop unit, occupied or vacant, in its present description.';
COMMENT ON COLUMN unit.unit_id IS 'Number in the register.';
COMMENT ON COLUMN unit.own_id IS 'Number in the coordinator''s own list.';
COMMENT ON COLUMN unit.name IS 'Name of the shop or of the unit.';
COMMENT ON COLUMN unit.address IS 'Street and house number.';
COMMENT ON COLUMN unit.postcode IS 'Postcode.';
COMMENT ON COLUMN unit.lon IS 'Longitude, WGS 84; never leaves the package for a sensitive unit below the coordinator.';
COMMENT ON COLUMN unit.lat IS 'Latitude, WGS 84; like lon.';
COMMENT ON COLUMN unit.public_lon IS 'Longitude shown in public; moved by a fixed random offset for a sensitive unit.';
COMMENT ON COLUMN unit.public_lat IS 'Latitude shown in public; like public_lon.';
COMMENT ON COLUMN unit.area_ids IS 'Every area that contains the unit.';
COMMENT ON COLUMN unit.building_part IS 'front, rear, side.';
COMMENT ON COLUMN unit.floor IS 'Floor; 0 is the ground floor.';
COMMENT ON COLUMN unit.area_m2 IS 'Total area in m².';
COMMENT ON COLUMN unit.sales_area_m2 IS 'Verkaufsfläche in m².';
COMMENT ON COLUMN unit.window_m IS 'Shop-window front in metres.';
COMMENT ON COLUMN unit.steps IS 'Steps at the door; 0 is step-free.';
COMMENT ON COLUMN unit.grade IS 'Location grade A, B or C.';
COMMENT ON COLUMN unit.current_use IS 'Use while occupied (key of the catalogue of uses).';
COMMENT ON COLUMN unit.previous_use IS 'Last use before the vacancy (key of the catalogue of uses).';
COMMENT ON COLUMN unit.reuse_idea IS 'Idea for re-use (Nachnutzung), free text, public.';
COMMENT ON COLUMN unit.condition IS 'good, minor_defects, renovation_needed, derelict; internal.';
COMMENT ON COLUMN unit.owner_kind IS 'private, commercial, public, city; internal.';
COMMENT ON COLUMN unit.owner_company IS 'Name of a legal person; internal. Natural persons are not stored here.';
COMMENT ON COLUMN unit.rent_eur_m2 IS 'Asking rent, € per m² and month; restricted.';
COMMENT ON COLUMN unit.is_sensitive IS 'Hides address, text and exact point in public.';
COMMENT ON COLUMN unit.last_checked_on IS 'Day of the last check.';
COMMENT ON COLUMN unit.check_method IS 'walk, call, owner, report, list.';
COMMENT ON COLUMN unit.note IS 'Public remark.';
COMMENT ON COLUMN unit.run_id IS 'Import that loaded it; null for made units.';
COMMENT ON COLUMN unit.origin IS 'published, counted, estimated or made.';

CREATE TABLE occupancy (
    unit_id VARCHAR NOT NULL,
    begins_on DATE NOT NULL,
    ends_on DATE,
    state VARCHAR NOT NULL CHECK (state IN ('occupied', 'reported', 'verified', 'in_talks', 'reuse_agreed', 'permit', 'interim_use', 'closed_leased', 'demolished', 'never_vacant')),
    vacant_since DATE,
    vacancy_kind VARCHAR CHECK (vacancy_kind IN ('speculative', 'strategic', 'structural', 'cyclical', 'temporary', 'building')),
    vacancy_reason VARCHAR CHECK (vacancy_reason IN ('demand', 'renovation_backlog', 'fabric', 'asbestos', 'fire_safety', 'inheritance', 'insolvency', 'foreclosure', 'damage', 'neglect', 'purchase_price')),
    PRIMARY KEY (unit_id, begins_on)
);
COMMENT ON TABLE occupancy IS 'Episodes of a unit without gaps: from begins_on to ends_on (both included) the unit was in this state.';
COMMENT ON COLUMN occupancy.unit_id IS 'Row of unit.';
COMMENT ON COLUMN occupancy.begins_on IS 'First day of the episode.';
COMMENT ON COLUMN occupancy.ends_on IS 'Last day; null for the present one.';
COMMENT ON COLUMN occupancy.state IS 'occupied (also: open again), reported, verified, in_talks, reuse_agreed, permit, interim_use, closed_leased, demolished, never_vacant.';
COMMENT ON COLUMN occupancy.vacant_since IS 'First day of the unbroken vacancy this episode belongs to; null where the unit is not vacant.';
COMMENT ON COLUMN occupancy.vacancy_kind IS 'speculative, strategic, structural, cyclical, temporary, building; internal.';
COMMENT ON COLUMN occupancy.vacancy_reason IS 'Why it stands empty; internal.';

CREATE SEQUENCE register_version_number;
CREATE TABLE register_version (
    version INTEGER PRIMARY KEY DEFAULT nextval('register_version_number'),
    changed_at TIMESTAMP NOT NULL,
    action VARCHAR NOT NULL
);
COMMENT ON TABLE register_version IS 'Grows by one row with every committed write; its highest number is the version that caches carry.';
COMMENT ON COLUMN register_version.version IS 'Running number.';
COMMENT ON COLUMN register_version.changed_at IS 'When (UTC).';
COMMENT ON COLUMN register_version.action IS 'What was done.';

CREATE SEQUENCE feedback_number;
CREATE TABLE feedback (
    feedback_id INTEGER PRIMARY KEY DEFAULT nextval('feedback_number'),
    sent_at TIMESTAMP NOT NULL,
    page VARCHAR NOT NULL,
    message VARCHAR NOT NULL CHECK (length(message) <= 2000)
);
COMMENT ON TABLE feedback IS 'Messages of readers through the feedback form; no name, no address.';
COMMENT ON COLUMN feedback.feedback_id IS 'Running number.';
COMMENT ON COLUMN feedback.sent_at IS 'When (UTC).';
COMMENT ON COLUMN feedback.page IS 'Path of the page.';
COMMENT ON COLUMN feedback.message IS 'The message, at most 2,000 characters.';
