-- Begins the record of a meeting.
-- $meeting_id VARCHAR: its random name
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
-- $account_id VARCHAR?: who begins it
-- $changed_at TIMESTAMP: when (UTC)
INSERT INTO meeting VALUES (
    $meeting_id, 1, $title, $kind, $held_on, $begins, $ends, $place, $area_id, $story_id, $people, $summary, $visibility,
    $account_id, $changed_at, $changed_at, $account_id, 'counted'
)
