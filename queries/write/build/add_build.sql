-- Writes which build this file is.
-- $data_version VARCHAR: version of the build
-- $city VARCHAR: folder of the city
-- $is_demo BOOLEAN: whether the file contains made rows
-- $reference_date DATE: the day that counts as today
DELETE FROM stats.build;
INSERT INTO stats.build (data_version, built_at, city, is_demo, reference_date)
VALUES ($data_version, now()::TIMESTAMP, $city, $is_demo, $reference_date)
