-- One row for a code: the question it leads to now; nulls where a story has none open. None for an unknown code.
-- right: present
-- $code VARCHAR: as typed, in capital letters
SELECT false AS is_hall, poll.*
FROM poll
WHERE code = $code
UNION ALL
SELECT true, poll.*
FROM hall
LEFT JOIN poll ON poll.story_id = hall.story_id AND poll.state = 'open'
WHERE hall.code = $code
