-- The register as people keep it: more fields, a revision per record, the memory of every change, and an audit of
-- what else was done.
ALTER TABLE unit ADD COLUMN revision INTEGER DEFAULT 1;
ALTER TABLE unit ADD COLUMN building_kinds VARCHAR;
ALTER TABLE unit ADD COLUMN space_kind VARCHAR;
ALTER TABLE unit ADD COLUMN vacancy_degree VARCHAR;
ALTER TABLE unit ADD COLUMN floor_count INTEGER;
ALTER TABLE unit ADD COLUMN is_market_active BOOLEAN;
ALTER TABLE unit ADD COLUMN lease_ended_on DATE;
ALTER TABLE unit ADD COLUMN handling VARCHAR;
ALTER TABLE unit ADD COLUMN handling_detail VARCHAR;
ALTER TABLE unit ADD COLUMN interim_until DATE;
ALTER TABLE unit ADD COLUMN follow_up_on DATE;
ALTER TABLE unit ADD COLUMN follow_up_note VARCHAR;
ALTER TABLE unit ADD COLUMN checked_by VARCHAR;
ALTER TABLE unit ADD COLUMN merged_into VARCHAR;
-- Last: DuckDB 1.5 refuses to commit further columns of a table with rows after one with this default.
ALTER TABLE unit ADD COLUMN is_since_about BOOLEAN DEFAULT false;
COMMENT ON COLUMN unit.revision IS 'Grows by one with every change; a save says which one it was based on.';
COMMENT ON COLUMN unit.building_kinds IS 'Kinds of the building, separated by commas: residential, commercial, industrial, historic, public, other.';
COMMENT ON COLUMN unit.space_kind IS 'Use the empty space is made for: living, commercial, other.';
COMMENT ON COLUMN unit.vacancy_degree IS 'full or partial.';
COMMENT ON COLUMN unit.floor_count IS 'Storeys of the building.';
COMMENT ON COLUMN unit.is_market_active IS 'Whether it is offered on the market; internal.';
COMMENT ON COLUMN unit.lease_ended_on IS 'Day the last lease ended; internal.';
COMMENT ON COLUMN unit.handling IS 'How far the talks with the owner are: not_pursued, waiting, first_contact, accompanied, closed, blocked; restricted.';
COMMENT ON COLUMN unit.handling_detail IS 'Why: was_not_empty, vacancy_ended, blocked_willingly, blocked_unwillingly, building, third_party; restricted.';
COMMENT ON COLUMN unit.interim_until IS 'Day an interim use ends.';
COMMENT ON COLUMN unit.follow_up_on IS 'Day somebody should look at the record again (Wiedervorlage); internal.';
COMMENT ON COLUMN unit.follow_up_note IS 'What is to be done then; internal.';
COMMENT ON COLUMN unit.is_since_about IS 'Whether the first day of the vacancy is known only roughly.';
COMMENT ON COLUMN unit.checked_by IS 'Name of the account that checked last; internal.';
COMMENT ON COLUMN unit.merged_into IS 'Number of the record a duplicate was merged into; null for all others.';
COMMENT ON COLUMN unit.owner_company IS 'Name of a legal person; internal. Natural persons are not stored here.';

CREATE SEQUENCE unit_change_number;
CREATE SEQUENCE unit_change_set_number;
CREATE TABLE unit_change (
    change_id BIGINT NOT NULL DEFAULT nextval('unit_change_number'),
    change_set BIGINT NOT NULL,
    unit_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    old_value VARCHAR,
    new_value VARCHAR,
    is_personal BOOLEAN NOT NULL,
    action VARCHAR NOT NULL,
    reason VARCHAR,
    changed_at TIMESTAMP NOT NULL,
    changed_on DATE NOT NULL,
    account_id VARCHAR,
    actor_name VARCHAR,
    role VARCHAR NOT NULL,
    run_id INTEGER
);
COMMENT ON TABLE unit_change IS 'The memory of the register: one row per field that a change gave another value. Personal values are never here.';
COMMENT ON COLUMN unit_change.change_id IS 'Running number.';
COMMENT ON COLUMN unit_change.change_set IS 'What was changed in one step has one number.';
COMMENT ON COLUMN unit_change.unit_id IS 'Row of unit.';
COMMENT ON COLUMN unit_change.revision IS 'Revision of the record after the change.';
COMMENT ON COLUMN unit_change.field IS 'Field of the record (data/catalogue/register.yml), or the part of the record that changed (photo, owner, …).';
COMMENT ON COLUMN unit_change.old_value IS 'Value before, as text; null where there was none.';
COMMENT ON COLUMN unit_change.new_value IS 'Value after, as text; null where there is none.';
COMMENT ON COLUMN unit_change.is_personal IS 'Whether the values are personal and therefore not kept here.';
COMMENT ON COLUMN unit_change.action IS 'created, edited, checked, merged, imported, or what was done to a part of the record.';
COMMENT ON COLUMN unit_change.reason IS 'Why, in the words of the person who changed it.';
COMMENT ON COLUMN unit_change.changed_at IS 'When (UTC).';
COMMENT ON COLUMN unit_change.changed_on IS 'Day of the register (view today) on which it was changed.';
COMMENT ON COLUMN unit_change.account_id IS 'Account that changed it; null for the demo role and the command line.';
COMMENT ON COLUMN unit_change.actor_name IS 'Name of that account at the time.';
COMMENT ON COLUMN unit_change.role IS 'Role in which it was changed.';
COMMENT ON COLUMN unit_change.run_id IS 'Import that changed it; null for changes by hand.';

CREATE SEQUENCE audit_event_number;
CREATE TABLE audit_event (
    event_id BIGINT NOT NULL DEFAULT nextval('audit_event_number'),
    happened_at TIMESTAMP NOT NULL,
    account_id VARCHAR,
    actor_name VARCHAR,
    role VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject VARCHAR,
    subject_id VARCHAR,
    detail VARCHAR
);
COMMENT ON TABLE audit_event IS 'What was done besides changing records: logins, reads of personal data, exports, deletions, backups.';
COMMENT ON COLUMN audit_event.event_id IS 'Running number.';
COMMENT ON COLUMN audit_event.happened_at IS 'When (UTC).';
COMMENT ON COLUMN audit_event.account_id IS 'Account; null for the demo role and the command line.';
COMMENT ON COLUMN audit_event.actor_name IS 'Name of that account at the time.';
COMMENT ON COLUMN audit_event.role IS 'Role.';
COMMENT ON COLUMN audit_event.action IS 'What was done; its words are audit.<action> in the catalogues.';
COMMENT ON COLUMN audit_event.subject IS 'Kind of the thing it was done to.';
COMMENT ON COLUMN audit_event.subject_id IS 'Its number.';
COMMENT ON COLUMN audit_event.detail IS 'More, as text; never a personal value.';
