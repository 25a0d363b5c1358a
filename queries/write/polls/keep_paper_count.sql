-- Keeps how often an answer was counted on paper.
-- $poll_id VARCHAR: the question
-- $answer VARCHAR: number of the option, word in its counted form, or area_id
-- $amount INTEGER: how often
INSERT INTO poll_paper (poll_id, answer, amount) VALUES ($poll_id, $answer, $amount)
ON CONFLICT (poll_id, answer) DO UPDATE SET amount = excluded.amount
