-- One row per photo of a record.
-- $unit_id VARCHAR: the record
SELECT photo_id, sha256, caption, is_public FROM unit_photo WHERE unit_id = $unit_id ORDER BY added_at, photo_id
