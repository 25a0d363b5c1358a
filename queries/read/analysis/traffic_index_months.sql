-- One row per area and month: vehicles a day at the fixed set of stations, and at the same stations on the mean of all
-- compared months; heavy vehicles a day likewise. A day of the month stands for its kind (Monday to Friday, Saturday,
-- Sunday and holidays) as often as the month has it, so that a month with five weekends is not a quiet one. A month
-- of a station counts with three fifths of its days and two of each kind, both directions; what a station lacks is
-- filled with its own mean times what the other stations of the area did in this month (is_estimate).
WITH same_station AS (
    SELECT DISTINCT station_id, area_ids, origin FROM traffic_same_station
), calendar AS (
    SELECT date_trunc('month', counted_on)::DATE AS month, day_type, count(DISTINCT counted_on) AS days
    FROM stats.traffic_day
    WHERE year(counted_on) IN (SELECT year FROM traffic_compared_year WHERE is_compared)
    GROUP BY ALL
), day_total AS (
    SELECT station_id, counted_on, day_type, sum(vehicles) AS vehicles, sum(heavy_vehicles) AS heavy_vehicles
    FROM stats.traffic_day
    SEMI JOIN same_station USING (station_id)
    WHERE hours_valid >= 23
    GROUP BY ALL
    HAVING count(*) = 2
), by_kind AS (
    SELECT station_id, date_trunc('month', counted_on)::DATE AS month, day_type, count(*) AS days_valid,
        avg(vehicles) AS vehicles, avg(heavy_vehicles) AS heavy_vehicles
    FROM day_total
    GROUP BY ALL
), station_month AS (
    SELECT by_kind.station_id, month,
        sum(vehicles * calendar.days) / sum(calendar.days) AS dtv,
        sum(heavy_vehicles * calendar.days) / sum(calendar.days) AS heavy_dtv
    FROM calendar
    JOIN by_kind USING (month, day_type)
    GROUP BY ALL
    HAVING sum(days_valid) >= 0.6 * day(last_day(month)) AND min(days_valid) >= 2 AND count(*) = 3
), station_mean AS (
    SELECT station_id, avg(dtv) AS dtv_mean, avg(heavy_dtv) AS heavy_mean FROM station_month GROUP BY station_id
), expected AS (
    SELECT area_id, sum(dtv_mean) AS dtv_mean, sum(heavy_mean) AS heavy_mean, count(*) AS stations
    FROM (SELECT unnest(area_ids) AS area_id, station_id FROM same_station)
    JOIN station_mean USING (station_id)
    GROUP BY area_id
), by_area AS (
    SELECT in_area.area_id, station_month.month, count(*) AS stations, bool_or(in_area.origin = 'made') AS is_made,
        sum(station_month.dtv) / sum(station_mean.dtv_mean) AS dtv_ratio,
        sum(station_month.heavy_dtv) / nullif(sum(station_mean.heavy_mean), 0) AS heavy_ratio
    FROM (SELECT unnest(area_ids) AS area_id, station_id, origin FROM same_station) AS in_area
    JOIN station_month USING (station_id)
    JOIN station_mean USING (station_id)
    GROUP BY ALL
)
SELECT
    by_area.area_id,
    last_day(by_area.month) AS period,
    by_area.dtv_ratio * expected.dtv_mean AS numerator,
    expected.dtv_mean AS denominator,
    by_area.heavy_ratio * expected.heavy_mean AS heavy_numerator,
    by_area.stations AS cases,
    CASE WHEN by_area.is_made THEN 'made' ELSE 'counted' END AS origin,
    by_area.stations < expected.stations AS is_estimate
FROM by_area
JOIN expected USING (area_id)
WHERE by_area.stations >= 0.5 * expected.stations
ORDER BY by_area.area_id, period
