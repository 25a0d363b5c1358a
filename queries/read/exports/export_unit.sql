-- One row per shop unit with what is public of it; a sensitive unit without name, address, text and exact point.
-- $row_limit INTEGER?: at most so many rows, null for all
SELECT
    unit_id,
    public_name AS name,
    public_address AS address,
    public_postcode AS postcode,
    shown_lon AS lon,
    shown_lat AS lat,
    public_area_ids AS area_ids,
    floor,
    area_m2,
    sales_area_m2,
    window_m,
    steps,
    grade,
    previous_use,
    public_reuse_idea AS reuse_idea,
    public_note AS note,
    state,
    vacant_since,
    last_checked_on,
    check_method,
    is_sensitive,
    origin
FROM unit_today
ORDER BY unit_id
LIMIT $row_limit
