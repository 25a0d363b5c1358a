-- Takes a photo out. One row per photo taken out.
-- $meeting_id VARCHAR: the meeting
-- $photo_id VARCHAR: the photo
DELETE FROM meeting_photo WHERE meeting_id = $meeting_id AND photo_id = $photo_id RETURNING sha256
