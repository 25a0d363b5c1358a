-- Traffic counts, accidents and pedestrian counts.
CREATE TABLE traffic_station (
    station_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    road VARCHAR NOT NULL,
    road_class VARCHAR NOT NULL CHECK (road_class IN ('motorway', 'federal', 'main', 'local')),
    direction_1 VARCHAR NOT NULL,
    direction_2 VARCHAR NOT NULL,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    method VARCHAR NOT NULL CHECK (method IN ('permanent', 'one_day')),
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE traffic_station IS 'Places where motor traffic is counted.';
COMMENT ON COLUMN traffic_station.station_id IS 'Short name of the station.';
COMMENT ON COLUMN traffic_station.name IS 'Name a reader finds on a map.';
COMMENT ON COLUMN traffic_station.road IS 'Road number or street.';
COMMENT ON COLUMN traffic_station.road_class IS 'motorway, federal, main or local.';
COMMENT ON COLUMN traffic_station.direction_1 IS 'Where direction 1 leads.';
COMMENT ON COLUMN traffic_station.direction_2 IS 'Where direction 2 leads.';
COMMENT ON COLUMN traffic_station.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN traffic_station.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN traffic_station.area_ids IS 'Every area that contains the station.';
COMMENT ON COLUMN traffic_station.method IS 'permanent: permanent counter with hourly values; one_day: one-day counts only.';
COMMENT ON COLUMN traffic_station.origin IS 'published, counted, estimated or made.';

CREATE TABLE traffic_hour (
    station_id VARCHAR NOT NULL,
    direction UTINYINT NOT NULL CHECK (direction IN (1, 2)),
    counted_on DATE NOT NULL,
    hour UTINYINT NOT NULL CHECK (hour <= 23),
    vehicles USMALLINT,
    heavy_vehicles USMALLINT,
    flag VARCHAR NOT NULL CHECK (flag IN ('measured', 'estimated', 'implausible', 'failed')),
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE traffic_hour IS 'Hourly counts by direction; a missing hour is a gap, never a zero.';
COMMENT ON COLUMN traffic_hour.station_id IS 'Row of traffic_station.';
COMMENT ON COLUMN traffic_hour.direction IS '1 or 2, named in traffic_station.';
COMMENT ON COLUMN traffic_hour.counted_on IS 'Day, local time.';
COMMENT ON COLUMN traffic_hour.hour IS 'Hour that begins then, 0 to 23, local time; the repeated hour in autumn is added to the first.';
COMMENT ON COLUMN traffic_hour.vehicles IS 'Motor vehicles; null where the flag is implausible or failed.';
COMMENT ON COLUMN traffic_hour.heavy_vehicles IS 'Heavy vehicles (over 3.5 t and buses); null like vehicles.';
COMMENT ON COLUMN traffic_hour.flag IS 'measured, estimated (replaced by the operator), implausible, failed.';
COMMENT ON COLUMN traffic_hour.origin IS 'published, counted, estimated or made.';

CREATE TABLE traffic_day (
    station_id VARCHAR NOT NULL,
    direction UTINYINT NOT NULL,
    counted_on DATE NOT NULL,
    day_type VARCHAR NOT NULL CHECK (day_type IN ('mo_fr', 'saturday', 'sunday_holiday')),
    vehicles UINTEGER NOT NULL,
    heavy_vehicles UINTEGER NOT NULL,
    hours_valid UTINYINT NOT NULL,
    hours_estimated UTINYINT NOT NULL,
    PRIMARY KEY (station_id, direction, counted_on)
);
COMMENT ON TABLE traffic_day IS 'Daily sums of traffic_hour, derived at the build; only days with at least 23 valid hours enter averages.';
COMMENT ON COLUMN traffic_day.station_id IS 'Row of traffic_station.';
COMMENT ON COLUMN traffic_day.direction IS '1 or 2.';
COMMENT ON COLUMN traffic_day.counted_on IS 'Day.';
COMMENT ON COLUMN traffic_day.day_type IS 'mo_fr: Monday to Friday outside public holidays; saturday: outside public holidays; sunday_holiday.';
COMMENT ON COLUMN traffic_day.vehicles IS 'Vehicles in the valid hours.';
COMMENT ON COLUMN traffic_day.heavy_vehicles IS 'Heavy vehicles in the valid hours.';
COMMENT ON COLUMN traffic_day.hours_valid IS 'Hours with a measured or estimated value.';
COMMENT ON COLUMN traffic_day.hours_estimated IS 'Hours with an estimated value.';

CREATE TABLE traffic_profile (
    station_id VARCHAR NOT NULL,
    direction UTINYINT NOT NULL,
    year USMALLINT NOT NULL,
    weekday UTINYINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    day_type VARCHAR NOT NULL,
    hour UTINYINT NOT NULL,
    vehicles_mean DOUBLE NOT NULL,
    heavy_vehicles_mean DOUBLE NOT NULL,
    hours_counted UINTEGER NOT NULL,
    PRIMARY KEY (station_id, direction, year, weekday, day_type, hour)
);
COMMENT ON TABLE traffic_profile IS 'Mean vehicles per hour by weekday, derived at the build from traffic_hour.';
COMMENT ON COLUMN traffic_profile.station_id IS 'Row of traffic_station.';
COMMENT ON COLUMN traffic_profile.direction IS '1 or 2.';
COMMENT ON COLUMN traffic_profile.year IS 'Calendar year.';
COMMENT ON COLUMN traffic_profile.weekday IS '1 Monday to 7 Sunday.';
COMMENT ON COLUMN traffic_profile.day_type IS 'As in traffic_day.';
COMMENT ON COLUMN traffic_profile.hour IS 'Hour that begins then, 0 to 23.';
COMMENT ON COLUMN traffic_profile.vehicles_mean IS 'Mean vehicles in that hour.';
COMMENT ON COLUMN traffic_profile.heavy_vehicles_mean IS 'Mean heavy vehicles in that hour.';
COMMENT ON COLUMN traffic_profile.hours_counted IS 'Number of hours behind the mean.';

CREATE TABLE traffic_year (
    station_id VARCHAR NOT NULL,
    direction UTINYINT NOT NULL,
    year USMALLINT NOT NULL,
    dtv DOUBLE,
    dtvw DOUBLE,
    dtvw5 DOUBLE,
    heavy_dtv DOUBLE,
    days_valid USMALLINT NOT NULL,
    days_in_year USMALLINT NOT NULL,
    hours_estimated_pct DOUBLE NOT NULL,
    PRIMARY KEY (station_id, direction, year)
);
COMMENT ON TABLE traffic_year IS 'Yearly mean daily traffic, derived at the build; null where fewer than 80 % of the days or fewer than 20 days of a day type are valid.';
COMMENT ON COLUMN traffic_year.station_id IS 'Row of traffic_station.';
COMMENT ON COLUMN traffic_year.direction IS '1 or 2; 0 for both directions together.';
COMMENT ON COLUMN traffic_year.year IS 'Calendar year.';
COMMENT ON COLUMN traffic_year.dtv IS 'DTV: vehicles in 24 h, mean over all days, each day type weighted by its days in the year.';
COMMENT ON COLUMN traffic_year.dtvw IS 'DTVw: the same over Monday to Saturday outside holidays.';
COMMENT ON COLUMN traffic_year.dtvw5 IS 'DTVw5: the same over Monday to Friday outside holidays.';
COMMENT ON COLUMN traffic_year.heavy_dtv IS 'Heavy vehicles in 24 h, mean over all days.';
COMMENT ON COLUMN traffic_year.days_valid IS 'Days with at least 23 valid hours.';
COMMENT ON COLUMN traffic_year.days_in_year IS 'Days of the year.';
COMMENT ON COLUMN traffic_year.hours_estimated_pct IS 'Share of valid hours that the operator estimated.';

CREATE TABLE traffic_short_count (
    station_id VARCHAR NOT NULL,
    counted_on DATE NOT NULL,
    vehicles_counted UINTEGER NOT NULL,
    heavy_vehicles_counted UINTEGER NOT NULL,
    hours_counted UTINYINT NOT NULL,
    dtvw5_estimated UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made')),
    PRIMARY KEY (station_id, counted_on)
);
COMMENT ON TABLE traffic_short_count IS 'One-day counts, extrapolated to 24 hours.';
COMMENT ON COLUMN traffic_short_count.station_id IS 'Row of traffic_station.';
COMMENT ON COLUMN traffic_short_count.counted_on IS 'Day of the count.';
COMMENT ON COLUMN traffic_short_count.vehicles_counted IS 'Vehicles counted in the counted hours, both directions.';
COMMENT ON COLUMN traffic_short_count.heavy_vehicles_counted IS 'Heavy vehicles among them.';
COMMENT ON COLUMN traffic_short_count.hours_counted IS 'Hours counted, e.g. 8 or 16.';
COMMENT ON COLUMN traffic_short_count.dtvw5_estimated IS 'Extrapolated working-day traffic in 24 h (an estimate).';
COMMENT ON COLUMN traffic_short_count.origin IS 'published, counted, estimated or made.';

CREATE TABLE accident (
    accident_id VARCHAR PRIMARY KEY,
    year USMALLINT NOT NULL,
    month UTINYINT NOT NULL,
    hour UTINYINT NOT NULL,
    weekday UTINYINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    category UTINYINT NOT NULL CHECK (category IN (1, 2, 3)),
    kind UTINYINT NOT NULL,
    type UTINYINT NOT NULL,
    light UTINYINT NOT NULL,
    road_state UTINYINT NOT NULL,
    is_bicycle BOOLEAN NOT NULL,
    is_car BOOLEAN NOT NULL,
    is_pedestrian BOOLEAN NOT NULL,
    is_motorcycle BOOLEAN NOT NULL,
    is_goods_vehicle BOOLEAN NOT NULL,
    is_other BOOLEAN NOT NULL,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    is_extract BOOLEAN NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE accident IS 'Accidents with personal injury, as in the Unfallatlas.';
COMMENT ON COLUMN accident.accident_id IS 'Number in the source, prefixed by the year.';
COMMENT ON COLUMN accident.year IS 'Year.';
COMMENT ON COLUMN accident.month IS 'Month, 1 to 12.';
COMMENT ON COLUMN accident.hour IS 'Hour, 0 to 23.';
COMMENT ON COLUMN accident.weekday IS '1 Monday to 7 Sunday (the Unfallatlas begins with Sunday).';
COMMENT ON COLUMN accident.category IS '1 killed, 2 seriously, 3 slightly injured.';
COMMENT ON COLUMN accident.kind IS 'UART, 0 to 9.';
COMMENT ON COLUMN accident.type IS 'UTYP1, 1 to 7.';
COMMENT ON COLUMN accident.light IS 'ULICHTVERH: 0 daylight, 1 twilight, 2 dark.';
COMMENT ON COLUMN accident.road_state IS '0 dry, 1 wet, 2 winter.';
COMMENT ON COLUMN accident.is_bicycle IS 'A bicycle was involved.';
COMMENT ON COLUMN accident.is_car IS 'A car was involved.';
COMMENT ON COLUMN accident.is_pedestrian IS 'A pedestrian was involved.';
COMMENT ON COLUMN accident.is_motorcycle IS 'A motorcycle was involved.';
COMMENT ON COLUMN accident.is_goods_vehicle IS 'A goods vehicle was involved.';
COMMENT ON COLUMN accident.is_other IS 'Another means of transport was involved.';
COMMENT ON COLUMN accident.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN accident.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN accident.area_ids IS 'Every area that contains the point.';
COMMENT ON COLUMN accident.is_extract IS 'True for single rows of a year that is not complete here: shown as points, never counted in rates or years.';
COMMENT ON COLUMN accident.origin IS 'published, counted, estimated or made.';

CREATE TABLE pedestrian_station (
    station_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    lon DOUBLE NOT NULL,
    lat DOUBLE NOT NULL,
    area_ids VARCHAR[] NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE pedestrian_station IS 'Places where passers-by are counted.';
COMMENT ON COLUMN pedestrian_station.station_id IS 'Short name.';
COMMENT ON COLUMN pedestrian_station.name IS 'Name in the source.';
COMMENT ON COLUMN pedestrian_station.lon IS 'Longitude, WGS 84.';
COMMENT ON COLUMN pedestrian_station.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN pedestrian_station.area_ids IS 'Every area that contains the station.';
COMMENT ON COLUMN pedestrian_station.source_id IS 'Row of table source.';
COMMENT ON COLUMN pedestrian_station.origin IS 'published, counted, estimated or made.';

CREATE TABLE pedestrian_hour (
    station_id VARCHAR NOT NULL,
    counted_on DATE NOT NULL,
    hour UTINYINT NOT NULL CHECK (hour <= 23),
    pedestrians UINTEGER NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('published', 'counted', 'estimated', 'made'))
);
COMMENT ON TABLE pedestrian_hour IS 'Passers-by per hour; a missing hour is a gap.';
COMMENT ON COLUMN pedestrian_hour.station_id IS 'Row of pedestrian_station.';
COMMENT ON COLUMN pedestrian_hour.counted_on IS 'Day, local time.';
COMMENT ON COLUMN pedestrian_hour.hour IS 'Hour that begins then, 0 to 23.';
COMMENT ON COLUMN pedestrian_hour.pedestrians IS 'Passers-by, both directions.';
COMMENT ON COLUMN pedestrian_hour.origin IS 'published, counted, estimated or made.';
