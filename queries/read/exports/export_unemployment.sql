-- One row per statistischer Bezirk and year: unemployed persons, unrounded: round before they leave.
SELECT stat_id, reference_date, unemployed, origin
FROM stats.unemployment
ORDER BY stat_id, reference_date
