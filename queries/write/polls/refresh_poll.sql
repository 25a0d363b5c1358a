-- Takes over the question as the story says it now; only for a question that nobody has answered.
-- $poll_id VARCHAR: the question
-- $language VARCHAR: language of the question
-- $title VARCHAR: the question
-- $explanation VARCHAR: text below it
-- $question_json VARCHAR: kind, options, points
-- $extent VARCHAR?: area of the map
-- $held_on DATE: day of the evening
UPDATE poll
SET language = $language, title = $title, explanation = $explanation, question_json = $question_json, extent = $extent,
    held_on = $held_on
WHERE poll_id = $poll_id
