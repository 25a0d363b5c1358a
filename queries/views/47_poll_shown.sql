-- One row per question put to a hall, with what may be told of it: all but its secret, how many phones voted, and how much
-- was counted on paper.
CREATE OR REPLACE VIEW poll_shown AS
SELECT poll.* EXCLUDE (salt), salt IS NOT NULL AS is_linked, coalesce(voted.devices, 0)::INTEGER AS devices,
    coalesce(counted.paper, 0)::INTEGER AS paper
FROM poll
LEFT JOIN (SELECT poll_id, count(*) AS devices FROM poll_vote GROUP BY poll_id) AS voted USING (poll_id)
LEFT JOIN (SELECT poll_id, sum(amount) AS paper FROM poll_paper GROUP BY poll_id) AS counted USING (poll_id)
