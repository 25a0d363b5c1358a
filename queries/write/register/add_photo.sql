-- Stores what is known about a photo, internal until released; the picture itself lies in the data folder.
-- $photo_id VARCHAR: random number
-- $unit_id VARCHAR?: record it shows
-- $report_id INTEGER?: report it came with
-- $sha256 VARCHAR: hash of the picture
-- $width_px INTEGER: width
-- $height_px INTEGER: height
-- $caption VARCHAR?: what is to be seen
-- $taken_year INTEGER?: year
-- $taken_month INTEGER?: month
-- $account_id VARCHAR?: who added it
-- $actor_name VARCHAR?: name of that account
-- $added_at TIMESTAMP: when (UTC)
INSERT INTO unit_photo
SELECT
    $photo_id, $unit_id, $report_id, $sha256, $width_px, $height_px, $caption, $taken_year, $taken_month, false,
    $account_id, $actor_name, $added_at, today
FROM today
