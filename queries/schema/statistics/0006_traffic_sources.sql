-- What real files of traffic do not always say may be missing: goods vehicles in the accident file of 2017, heavy
-- vehicles of simple counters, the extrapolation of a count at a weekend.
ALTER TABLE accident ALTER COLUMN is_goods_vehicle DROP NOT NULL;
COMMENT ON COLUMN accident.is_goods_vehicle IS 'A goods vehicle was involved; null where the year''s file does not say.';
ALTER TABLE traffic_day ALTER COLUMN heavy_vehicles DROP NOT NULL;
COMMENT ON COLUMN traffic_day.heavy_vehicles IS 'Heavy vehicles in the valid hours; null where they are not counted apart.';
ALTER TABLE traffic_profile ALTER COLUMN heavy_vehicles_mean DROP NOT NULL;
COMMENT ON COLUMN traffic_profile.heavy_vehicles_mean IS 'Mean heavy vehicles in that hour; null where they are not counted apart.';
ALTER TABLE traffic_short_count ALTER COLUMN heavy_vehicles_counted DROP NOT NULL;
COMMENT ON COLUMN traffic_short_count.heavy_vehicles_counted IS 'Heavy vehicles among them; null where they were not counted apart.';
ALTER TABLE traffic_short_count ALTER COLUMN dtvw5_estimated DROP NOT NULL;
COMMENT ON COLUMN traffic_short_count.dtvw5_estimated IS 'Extrapolated working-day traffic in 24 h (an estimate); null where the count allows none.';
ALTER TABLE traffic_short_count ADD COLUMN expansion_factor DOUBLE;
COMMENT ON COLUMN traffic_short_count.expansion_factor IS 'By what the counted vehicles were multiplied; null where the source gives the extrapolated value itself.';

-- A place written in WGS 84, UTM 32N or Gauß-Krüger (zones 2 and 3), in either order, told apart by its digits.
CREATE MACRO wgs84(x, y) AS CASE
    WHEN x IS NULL OR y IS NULL THEN NULL
    WHEN x BETWEEN 5 AND 16 AND y BETWEEN 46 AND 56 THEN ST_Point(x, y)
    WHEN y BETWEEN 5 AND 16 AND x BETWEEN 46 AND 56 THEN ST_Point(y, x)
    WHEN x BETWEEN 100000 AND 999999 AND y BETWEEN 5000000 AND 6300000
        THEN ST_Transform(ST_Point(x, y), 'EPSG:25832', 'EPSG:4326', always_xy := true)
    WHEN x BETWEEN 32100000 AND 32999999 AND y BETWEEN 5000000 AND 6300000
        THEN ST_Transform(ST_Point(x - 32000000, y), 'EPSG:25832', 'EPSG:4326', always_xy := true)
    WHEN x BETWEEN 2400000 AND 2699999 AND y BETWEEN 5000000 AND 6300000
        THEN ST_Transform(ST_Point(x, y), 'EPSG:31466', 'EPSG:4326', always_xy := true)
    WHEN x BETWEEN 3300000 AND 3799999 AND y BETWEEN 5000000 AND 6300000
        THEN ST_Transform(ST_Point(x, y), 'EPSG:31467', 'EPSG:4326', always_xy := true)
END;
