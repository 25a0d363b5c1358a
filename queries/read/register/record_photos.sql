-- One row per photo of a record, the newest first.
-- right: read_internal
-- $unit_id VARCHAR: the record
SELECT photo_id, sha256, width_px, height_px, caption, taken_year, taken_month, is_public, report_id, actor_name, added_on
FROM unit_photo
WHERE unit_id = $unit_id
ORDER BY added_at DESC, photo_id
