-- One row: whether a code is in use for a story or a question.
-- $code VARCHAR: the code
SELECT $code IN (SELECT code FROM hall) OR $code IN (SELECT code FROM poll) AS is_used
