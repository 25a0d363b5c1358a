-- Takes photos out. One row per hash of a picture that no other photo shows.
-- $photo_ids VARCHAR[]: the photos
CREATE OR REPLACE TEMP TABLE dropped_photo AS
SELECT DISTINCT sha256 FROM unit_photo WHERE list_contains($photo_ids, photo_id);
DELETE FROM unit_photo WHERE list_contains($photo_ids, photo_id);
SELECT sha256
FROM dropped_photo
WHERE sha256 NOT IN (SELECT sha256 FROM unit_photo) AND sha256 NOT IN (SELECT sha256 FROM meeting_photo)
ORDER BY sha256
