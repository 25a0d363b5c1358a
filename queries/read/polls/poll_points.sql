-- One row per place that phones set on the map in answer to a question, rounded, with how many did.
-- right: present
-- $poll_id VARCHAR: the question
SELECT lon, lat, count(*)::INTEGER AS phone
FROM poll_vote
WHERE poll_id = $poll_id AND lon IS NOT NULL
GROUP BY lon, lat
ORDER BY lon, lat
