-- One row per photo of a record that was released to the public, the newest first; none of a sensitive record.
-- $unit_id VARCHAR: the record
SELECT photo.photo_id, photo.sha256, photo.caption, photo.taken_year, photo.taken_month
FROM unit_photo AS photo
JOIN unit_today AS unit USING (unit_id)
WHERE photo.unit_id = $unit_id AND photo.is_public AND NOT unit.is_sensitive
ORDER BY photo.added_at DESC, photo.photo_id
