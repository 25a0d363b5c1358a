-- One row per question put to a hall and answer: votes of phones and counts on paper. Words count once they are released.
CREATE OR REPLACE VIEW poll_answer AS
WITH option_given AS (
    SELECT poll_id, generate_subscripts(amounts, 1) - 1 AS position, unnest(amounts) AS amount
    FROM poll_vote
), word_given AS (
    SELECT poll_id, unnest(words) AS word_key
    FROM poll_vote
), given AS (
    SELECT poll_id, CAST(position AS VARCHAR) AS answer, amount AS phone, 0 AS paper FROM option_given
    UNION ALL
    SELECT poll_id, area_id, 1, 0 FROM poll_vote WHERE area_id IS NOT NULL
    UNION ALL
    SELECT poll_id, word_key, 1, 0 FROM word_given SEMI JOIN (FROM poll_word WHERE state = 'released') USING (poll_id, word_key)
    UNION ALL
    SELECT poll_paper.poll_id, answer, 0, amount
    FROM poll_paper
    LEFT JOIN poll_word ON poll_word.poll_id = poll_paper.poll_id AND word_key = answer
    WHERE coalesce(state = 'released', true)
)
SELECT poll_id, answer, sum(phone)::INTEGER AS phone, sum(paper)::INTEGER AS paper
FROM given
GROUP BY poll_id, answer
HAVING sum(phone) + sum(paper) > 0
