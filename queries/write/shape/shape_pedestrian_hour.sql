-- Passers-by per hour: moments (UTC) become the local day and hour. In autumn two moments share one local hour: their
-- counts are added, and the second row repeats the first. In spring one hour is missing, which is no gap.
-- $timezone VARCHAR: time zone of the city
CREATE OR REPLACE TEMP TABLE timed AS
SELECT frame.row_number, frame.counter, frame.measured_at, frame.pedestrians, station.station_id,
    timezone($timezone, frame.measured_at::TIMESTAMP AT TIME ZONE 'UTC') AS local_moment
FROM frame
LEFT JOIN stats.pedestrian_station AS station ON lower(trim(station.name)) = lower(trim(frame.counter));
CREATE OR REPLACE TEMP TABLE of_moment AS
SELECT station_id, measured_at, local_moment, arg_min(pedestrians, row_number) AS pedestrians
FROM timed
WHERE station_id IS NOT NULL
GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE staged AS
SELECT
    timed.row_number,
    timed.station_id,
    timed.local_moment::DATE AS counted_on,
    hour(timed.local_moment) AS hour,
    timed.pedestrians + coalesce(other.pedestrians, 0) AS pedestrians,
    'counted' AS origin
FROM timed
LEFT JOIN of_moment AS other
    ON other.station_id = timed.station_id AND other.measured_at <> timed.measured_at
    AND date_trunc('hour', other.local_moment) = date_trunc('hour', timed.local_moment)
WHERE timed.station_id IS NOT NULL;
INSERT INTO issue
SELECT row_number, 'fail', 'counter_unknown', 'name', counter FROM timed WHERE station_id IS NULL
