-- One row per place that phones set on the map in answer to a question whose result was shown to the hall.
-- $poll_id VARCHAR: the question
SELECT lon, lat, count(*)::INTEGER AS phone
FROM poll_vote
SEMI JOIN (FROM poll WHERE is_revealed) AS shown USING (poll_id)
WHERE poll_id = $poll_id AND lon IS NOT NULL
GROUP BY lon, lat
ORDER BY lon, lat
