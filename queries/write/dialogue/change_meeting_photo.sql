-- Says anew what is to be seen on a photo. One row per photo changed.
-- $meeting_id VARCHAR: the meeting
-- $photo_id VARCHAR: the photo
-- $alt VARCHAR: what is to be seen
UPDATE meeting_photo SET alt = $alt WHERE meeting_id = $meeting_id AND photo_id = $photo_id RETURNING photo_id
