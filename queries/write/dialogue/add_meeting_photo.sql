-- Adds a photo to a meeting, behind the others.
-- $photo_id VARCHAR: its random number
-- $meeting_id VARCHAR: the meeting
-- $sha256 VARCHAR: hash of the picture
-- $width_px INTEGER: width
-- $height_px INTEGER: height
-- $alt VARCHAR: what is to be seen
-- $account_id VARCHAR?: who adds it
-- $added_at TIMESTAMP: when (UTC)
INSERT INTO meeting_photo
SELECT $photo_id, $meeting_id, coalesce(max(photo_number), 0) + 1, $sha256, $width_px, $height_px, $alt, $account_id, $added_at
FROM meeting_photo
WHERE meeting_id = $meeting_id
