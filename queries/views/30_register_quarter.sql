-- One row per day on which the register's series have a value: quarter ends, and today.
CREATE OR REPLACE VIEW register_quarter AS
SELECT least(day, today) AS day
FROM (
    SELECT unnest(generate_series(
        (SELECT date_trunc('quarter', min(begins_on)) FROM occupancy), today, INTERVAL 3 MONTH
    ))::DATE + INTERVAL 3 MONTH - INTERVAL 1 DAY AS day, today
    FROM today
)
