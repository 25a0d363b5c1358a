-- One row per week (Monday to Sunday, cut at the year's ends) of a station and year: its complete days against the
-- station's mean of the same kinds of days in that year (= 100), and the public holidays from Monday to Saturday in it.
-- Weeks with fewer than four complete days have no value.
-- $station_id VARCHAR: the station
-- $year INTEGER: calendar year
-- $direction INTEGER: 1 or 2; 0 for both together
WITH counted AS (
    SELECT counted_on, any_value(day_type) AS day_type, sum(vehicles) AS vehicles,
        count(*) FILTER (hours_valid >= 23) = CASE $direction WHEN 0 THEN 2 ELSE 1 END AS is_complete
    FROM stats.traffic_day
    WHERE station_id = $station_id AND year(counted_on) = $year AND ($direction = 0 OR direction = $direction)
    GROUP BY counted_on
), complete AS (
    SELECT counted_on, vehicles, avg(vehicles) OVER (PARTITION BY day_type) AS usual FROM counted WHERE is_complete
), week AS (
    SELECT greatest(monday, make_date($year, 1, 1)) AS first_day, least(monday + 6, make_date($year, 12, 31)) AS last_day
    FROM (
        SELECT unnest(generate_series(
            date_trunc('week', make_date($year, 1, 1)), make_date($year, 12, 31), INTERVAL 7 DAY
        ))::DATE AS monday
    )
), summed AS (
    SELECT first_day, last_day, count(counted_on) AS days_complete, sum(vehicles) AS vehicles, sum(usual) AS usual
    FROM week
    LEFT JOIN complete ON counted_on BETWEEN first_day AND last_day
    GROUP BY first_day, last_day
)
SELECT
    first_day,
    last_day,
    days_complete::INTEGER AS days_complete,
    CASE WHEN days_complete >= least(4, last_day - first_day + 1) THEN 100.0 * vehicles / usual END AS index_pct,
    CASE WHEN days_complete >= least(4, last_day - first_day + 1) THEN vehicles / days_complete END AS vehicles,
    (
        SELECT coalesce(list(counted_on ORDER BY counted_on), []) FROM counted
        WHERE counted_on BETWEEN first_day AND last_day AND day_type = 'sunday_holiday' AND isodow(counted_on) < 7
    ) AS holidays
FROM summed
WHERE first_day <= (SELECT max(counted_on) FROM counted)
ORDER BY first_day
