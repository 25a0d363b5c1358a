-- One row per photo that shows a picture.
-- $sha256 VARCHAR: hash of the picture
SELECT photo_id FROM unit_photo WHERE sha256 = $sha256
UNION ALL
SELECT photo_id FROM meeting_photo WHERE sha256 = $sha256
