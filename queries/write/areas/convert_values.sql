-- Carries the values of statistische Bezirke whose boundaries changed over to the new ones (`frame`: rows of
-- table area_conversion).
-- Every person, birth, death, move or household counts for one new area: along the ages they are dealt out in an even
-- order (steps of the golden ratio), so that each year's total is split by surface to within one and the ages evenly;
-- nothing is lost and nothing rounded. Made values stay made; what was exact stays as it was.
-- $valid_from DATE: first day of the new boundaries; an area that goes on keeps its values from this day on
INSERT OR REPLACE INTO stats.area_conversion BY NAME SELECT * FROM frame;
CREATE TEMP TABLE target AS
SELECT old_area_id, new_area_id, is_estimate,
    coalesce(lag(high) OVER parts, 0.0) AS low,
    CASE WHEN lead(new_area_id) OVER parts IS NULL THEN 1.0 ELSE high END AS high,
    old_area_id IN (SELECT area_id FROM stats.area WHERE level = 'stat' AND valid_to IS NULL) AS goes_on
FROM (SELECT *, sum(share) OVER (PARTITION BY old_area_id ORDER BY new_area_id) AS high FROM frame)
WINDOW parts AS (PARTITION BY old_area_id ORDER BY new_area_id);
CREATE TEMP TABLE old_value AS
SELECT counted.*
FROM (
    SELECT 'population' AS table_name, rowid AS row_id, stat_id, reference_date AS period, age AS place, persons AS value FROM stats.population
    UNION ALL SELECT 'birth', rowid, stat_id, make_date(year, 12, 31), mother_age, births FROM stats.birth
    UNION ALL SELECT 'death', rowid, stat_id, make_date(year, 12, 31), age, deaths FROM stats.death
    UNION ALL SELECT 'move', rowid, stat_id, make_date(year, 12, 31), age, persons FROM stats.move
    UNION ALL SELECT 'household', rowid, stat_id, reference_date, persons_in_household, households FROM stats.household
    UNION ALL SELECT 'unemployment', rowid, stat_id, reference_date, 0, unemployed FROM stats.unemployment
) AS counted
JOIN (SELECT DISTINCT old_area_id, goes_on FROM target) AS changed ON changed.old_area_id = counted.stat_id
WHERE NOT changed.goes_on OR counted.period < $valid_from;
CREATE TEMP TABLE new_value AS
WITH head AS (
    SELECT table_name, row_id, stat_id, period,
        row_number() OVER (PARTITION BY table_name, stat_id, period ORDER BY place, row_id, number) AS position
    FROM (SELECT *, unnest(range(value)) AS number FROM old_value WHERE value > 0)
), even AS (
    SELECT table_name, row_id, stat_id,
        (row_number() OVER (PARTITION BY table_name, stat_id, period ORDER BY (position * 0.6180339887498949) % 1) - 0.5)
            / count(*) OVER (PARTITION BY table_name, stat_id, period) AS point
    FROM head
)
SELECT even.table_name, even.row_id, target.new_area_id, any_value(target.is_estimate) AS is_estimate, count(*)::UINTEGER AS value
FROM even
JOIN target ON target.old_area_id = even.stat_id AND even.point >= target.low AND even.point < target.high
GROUP BY even.table_name, even.row_id, target.new_area_id
UNION ALL
SELECT old_value.table_name, old_value.row_id, target.new_area_id, target.is_estimate, 0::UINTEGER
FROM old_value
JOIN target ON target.old_area_id = old_value.stat_id
WHERE old_value.value = 0;
CREATE TEMP TABLE fresh AS
SELECT counted.* REPLACE (new_value.new_area_id AS stat_id, new_value.value AS persons, CASE WHEN new_value.is_estimate AND origin <> 'made' THEN 'estimated' ELSE origin END AS origin)
FROM stats.population AS counted JOIN new_value ON new_value.table_name = 'population' AND new_value.row_id = counted.rowid;
DELETE FROM stats.population WHERE rowid IN (SELECT row_id FROM old_value WHERE table_name = 'population');
INSERT INTO stats.population BY NAME SELECT * REPLACE (sum(persons)::UINTEGER AS persons) FROM fresh GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT counted.* REPLACE (new_value.new_area_id AS stat_id, new_value.value AS births, CASE WHEN new_value.is_estimate AND origin <> 'made' THEN 'estimated' ELSE origin END AS origin)
FROM stats.birth AS counted JOIN new_value ON new_value.table_name = 'birth' AND new_value.row_id = counted.rowid;
DELETE FROM stats.birth WHERE rowid IN (SELECT row_id FROM old_value WHERE table_name = 'birth');
INSERT INTO stats.birth BY NAME SELECT * REPLACE (sum(births)::UINTEGER AS births) FROM fresh GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT counted.* REPLACE (new_value.new_area_id AS stat_id, new_value.value AS deaths, CASE WHEN new_value.is_estimate AND origin <> 'made' THEN 'estimated' ELSE origin END AS origin)
FROM stats.death AS counted JOIN new_value ON new_value.table_name = 'death' AND new_value.row_id = counted.rowid;
DELETE FROM stats.death WHERE rowid IN (SELECT row_id FROM old_value WHERE table_name = 'death');
INSERT INTO stats.death BY NAME SELECT * REPLACE (sum(deaths)::UINTEGER AS deaths) FROM fresh GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT counted.* REPLACE (new_value.new_area_id AS stat_id, new_value.value AS persons, CASE WHEN new_value.is_estimate AND origin <> 'made' THEN 'estimated' ELSE origin END AS origin)
FROM stats.move AS counted JOIN new_value ON new_value.table_name = 'move' AND new_value.row_id = counted.rowid;
DELETE FROM stats.move WHERE rowid IN (SELECT row_id FROM old_value WHERE table_name = 'move');
INSERT INTO stats.move BY NAME SELECT * REPLACE (sum(persons)::UINTEGER AS persons) FROM fresh GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT counted.* REPLACE (new_value.new_area_id AS stat_id, new_value.value AS households, CASE WHEN new_value.is_estimate AND origin <> 'made' THEN 'estimated' ELSE origin END AS origin)
FROM stats.household AS counted JOIN new_value ON new_value.table_name = 'household' AND new_value.row_id = counted.rowid;
DELETE FROM stats.household WHERE rowid IN (SELECT row_id FROM old_value WHERE table_name = 'household');
INSERT INTO stats.household BY NAME SELECT * REPLACE (sum(households)::UINTEGER AS households) FROM fresh GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT counted.* REPLACE (new_value.new_area_id AS stat_id, new_value.value AS unemployed, CASE WHEN new_value.is_estimate AND origin <> 'made' THEN 'estimated' ELSE origin END AS origin)
FROM stats.unemployment AS counted JOIN new_value ON new_value.table_name = 'unemployment' AND new_value.row_id = counted.rowid;
DELETE FROM stats.unemployment WHERE rowid IN (SELECT row_id FROM old_value WHERE table_name = 'unemployment');
INSERT INTO stats.unemployment BY NAME
SELECT stat_id, reference_date, sum(unemployed)::UINTEGER AS unemployed,
    CASE WHEN bool_or(origin = 'made') THEN 'made' WHEN bool_or(origin = 'estimated') THEN 'estimated' ELSE any_value(origin) END AS origin,
    any_value(source_id) AS source_id
FROM fresh
GROUP BY stat_id, reference_date;
DROP TABLE fresh;
DROP TABLE new_value;
DROP TABLE old_value;
DROP TABLE target
