-- Gives a meeting other values and takes its lines and groups out, which are written anew.
-- $meeting_id VARCHAR: the meeting
-- $title VARCHAR: title
-- $kind VARCHAR: kind of data/meetings.yml
-- $held_on DATE: day
-- $begins VARCHAR?: time of day
-- $ends VARCHAR?: time of day
-- $place VARCHAR?: where
-- $area_id VARCHAR?: area; null for the whole city
-- $story_id VARCHAR?: story shown there
-- $people INTEGER?: how many took part
-- $summary VARCHAR?: what it was about
-- $visibility VARCHAR: draft or published
-- $account_id VARCHAR?: who changes it
-- $changed_at TIMESTAMP: when (UTC)
UPDATE meeting
SET revision = revision + 1, title = $title, kind = $kind, held_on = $held_on, begins = $begins, ends = $ends, place = $place,
    area_id = $area_id, story_id = $story_id, people = $people, summary = $summary, visibility = $visibility,
    changed_by_account_id = $account_id, changed_at = $changed_at
WHERE meeting_id = $meeting_id;
DELETE FROM meeting_line WHERE meeting_id = $meeting_id;
DELETE FROM meeting_group WHERE meeting_id = $meeting_id
