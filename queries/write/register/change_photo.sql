-- Gives a photo another caption, releases it or takes it back.
-- $photo_id VARCHAR: the photo
-- $caption VARCHAR?: what is to be seen
-- $is_public BOOLEAN: whether everybody may see it
UPDATE unit_photo SET caption = $caption, is_public = $is_public WHERE photo_id = $photo_id
