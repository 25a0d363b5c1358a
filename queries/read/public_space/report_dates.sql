-- One row: first day with a report, and the day that counts as today, up to which reports are known.
SELECT min(reported_on) AS first_date, (SELECT today FROM today) AS last_date
FROM stats.report
