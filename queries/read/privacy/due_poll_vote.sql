-- One row per question put to a hall whose link to the phones, and whose words that nobody released, are due. `since`: the
-- day it was asked.
-- right: manage_privacy
-- $months INTEGER: how long after that
SELECT poll_id AS record_id, poll_id AS belongs_to, held_on AS since
FROM poll
WHERE held_on <= current_date - to_months($months) AND made_at <= CAST(current_date AS TIMESTAMP) - to_months($months)
    AND salt IS NOT NULL
ORDER BY poll_id
