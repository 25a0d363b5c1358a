-- Keeps how many people voted on paper.
-- $poll_id VARCHAR: the question
-- $paper_people INTEGER?: how many; null where nobody counted
UPDATE poll SET paper_people = $paper_people WHERE poll_id = $poll_id
