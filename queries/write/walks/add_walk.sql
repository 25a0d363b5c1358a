-- Begins a walk; one row: its number.
-- $kind VARCHAR: survey or recheck
-- $account_id VARCHAR?: account it belongs to
-- $role VARCHAR: role of who begins it
-- $begun_by VARCHAR?: name of the account
-- $title VARCHAR: what it is called
-- $area_id VARCHAR?: area it was planned for
-- $street VARCHAR?: street of a survey
-- $postcode VARCHAR?: postcode for new records
-- $start_label VARCHAR?: where it begins, in words
-- $start_lon DOUBLE?: longitude of the start
-- $start_lat DOUBLE?: latitude of the start
-- $now TIMESTAMP: now (UTC)
INSERT INTO walk (
    kind, state, account_id, role, begun_by, title, area_id, street, postcode, start_label, start_lon, start_lat, started_at, changed_at
)
VALUES (
    $kind, 'open', $account_id, $role, $begun_by, $title, $area_id, $street, $postcode, $start_label, $start_lon, $start_lat, $now, $now
)
RETURNING walk_id
