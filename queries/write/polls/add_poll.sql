-- Makes a question for the hall that is not open yet.
-- $poll_id VARCHAR: random name
-- $story_id VARCHAR: the story
-- $step_id VARCHAR: its step
-- $code VARCHAR: a code not in use
-- $language VARCHAR: language of the question
-- $title VARCHAR: the question
-- $explanation VARCHAR: text below it
-- $question_json VARCHAR: kind, options, points
-- $extent VARCHAR?: area of the map
-- $held_on DATE: day of the evening
-- $made_at TIMESTAMP: now (UTC)
-- $salt VARCHAR: secret of the question
-- Place and meeting are those of the last question of the same story and day.
INSERT INTO poll (poll_id, story_id, step_id, code, state, is_revealed, language, title, explanation, question_json, extent,
    held_on, made_at, salt, place, meeting_id)
SELECT $poll_id, $story_id, $step_id, $code, 'waiting', false, $language, $title, $explanation, $question_json, $extent,
    $held_on, $made_at, $salt, before.place, before.meeting_id
FROM (SELECT 1) AS one
LEFT JOIN (
    SELECT place, meeting_id FROM poll WHERE story_id = $story_id AND held_on = $held_on ORDER BY made_at DESC LIMIT 1
) AS before ON true
