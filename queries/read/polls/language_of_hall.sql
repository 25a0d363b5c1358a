-- One row: the language of the last question asked in the hall of a code.
-- right: present
-- $code VARCHAR: the code of the hall
SELECT language
FROM hall
JOIN poll USING (story_id)
WHERE hall.code = $code
ORDER BY made_at DESC
LIMIT 1
