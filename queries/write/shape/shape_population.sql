-- Residents by single year of age from the long and the wide form. Totals are recognised and left out; closed age groups
-- are refused unless single years cover them too; an open group counts from 80 years on; ages above 100 are one.
-- $reference_date DATE?: date of rows that carry none
CREATE OR REPLACE TEMP TABLE read_cell AS
WITH spelled AS (
    SELECT *,
        coalesce("date", make_date("year", 12, 31), $reference_date) AS reference_date,
        regexp_replace(lower(trim(age)), '\s+', ' ', 'g') AS age_text
    FROM frame
), parted AS (
    SELECT *,
        TRY_CAST(regexp_extract(age_text, '(\d{1,3})', 1) AS INTEGER) AS first_age,
        TRY_CAST(regexp_extract(age_text, '\d{1,3}\D+(\d{1,3})', 1) AS INTEGER) AS last_age
    FROM spelled
)
SELECT row_number, area AS stat_id, reference_date, age_text, sex, nationality, persons,
    CASE
        WHEN age_text IS NULL THEN 'missing'
        WHEN regexp_matches(age_text, '^(insgesamt|gesamt|zusammen|summe|alle)') THEN 'total'
        WHEN regexp_matches(age_text, '^(alter )?\d{1,3}( ?(jahre?|j\.?))?$') THEN 'single'
        WHEN regexp_matches(age_text, '^unter 1( ?jahr)?$') THEN 'newborn'
        WHEN regexp_matches(age_text, 'bis unter') AND last_age = first_age + 1 THEN 'single'
        WHEN regexp_matches(age_text, 'und (älter|mehr)|u\. ?ä|\+|^ab |^über ') THEN 'open'
        WHEN last_age IS NOT NULL OR regexp_matches(age_text, '^(unter|bis)') THEN 'group'
        ELSE 'unreadable'
    END AS age_kind,
    CASE WHEN age_text LIKE 'unter 1%' AND first_age = 1 THEN 0 WHEN age_text LIKE 'über %' THEN first_age + 1 ELSE first_age END AS age
FROM parted;
CREATE OR REPLACE TEMP TABLE read_age AS
WITH known AS (  -- of each date: the years of a file may differ in form
    SELECT reference_date,
        max(age) FILTER (age_kind IN ('single', 'newborn')) AS oldest,
        list(DISTINCT age) FILTER (age_kind IN ('single', 'newborn')) AS ages,
        bool_or(sex IN ('m', 'f')) AS has_sex,
        bool_or(nationality IN ('german', 'foreign')) AS has_nationality
    FROM read_cell
    GROUP BY reference_date
)
SELECT read_cell.*, has_sex, has_nationality,
    CASE
        WHEN age_kind IN ('single', 'newborn') THEN 'single'
        WHEN age_kind = 'open' AND oldest > age THEN 'total'
        WHEN age_kind = 'open' AND age >= 80 THEN 'single'
        WHEN age_kind = 'group' AND list_contains(ages, age) THEN 'total'
        WHEN age_kind IN ('open', 'group') THEN 'group'
        ELSE age_kind
    END AS age_use
FROM read_cell
JOIN known ON known.reference_date IS NOT DISTINCT FROM read_cell.reference_date;
CREATE OR REPLACE TEMP TABLE judged AS
WITH place AS (
    SELECT stat_id, reference_date, bool_or(age_use = 'group') AS has_group, count(persons) AS values_known
    FROM read_age
    GROUP BY stat_id, reference_date
)
SELECT read_age.*,
    CASE
        WHEN read_age.stat_id IS NULL THEN 'total_row'
        WHEN read_age.reference_date IS NULL THEN 'population_date_missing'
        WHEN read_age.reference_date > current_date THEN 'date_in_future'
        WHEN month(read_age.reference_date) <> 12 OR day(read_age.reference_date) <> 31 THEN 'population_date_not_year_end'
        WHEN place.has_group THEN 'age_group'
        WHEN age_use = 'total' THEN 'total_row'
        WHEN age_use <> 'single' OR age > 130 THEN 'age_unreadable'
        WHEN sex IS NULL OR (sex = 'total' AND NOT has_sex) THEN 'sex_missing'
        WHEN nationality IS NULL OR (nationality = 'total' AND NOT has_nationality) THEN 'nationality_missing'
        WHEN sex = 'total' OR nationality = 'total' THEN 'total_row'
        WHEN place.values_known = 0 THEN 'row_without_value'
    END AS problem
FROM read_age
LEFT JOIN place ON place.stat_id IS NOT DISTINCT FROM read_age.stat_id
    AND place.reference_date IS NOT DISTINCT FROM read_age.reference_date;
CREATE OR REPLACE TEMP TABLE staged AS
WITH oldest AS (
    SELECT min(row_number) AS row_number, stat_id, reference_date, sex, nationality, sum(persons) AS persons
    FROM (
        SELECT stat_id, reference_date, age, sex, nationality, min(row_number) AS row_number, arg_min(coalesce(persons, 0), row_number) AS persons
        FROM judged
        WHERE problem IS NULL AND age >= 100
        GROUP BY stat_id, reference_date, age, sex, nationality
    )
    GROUP BY stat_id, reference_date, sex, nationality
)
SELECT row_number, stat_id, reference_date, age::UTINYINT AS age, sex, nationality, coalesce(persons, 0)::UINTEGER AS persons, 'counted' AS origin
FROM judged
WHERE problem IS NULL AND age < 100
UNION ALL
SELECT row_number, stat_id, reference_date, 100::UTINYINT, sex, nationality, persons::UINTEGER, 'counted'
FROM oldest;
INSERT INTO repeated
SELECT 0, judged.row_number, min(staged.row_number), true
FROM judged
JOIN staged ON staged.age = 100 AND staged.stat_id = judged.stat_id AND staged.reference_date = judged.reference_date
    AND staged.sex = judged.sex AND staged.nationality = judged.nationality
WHERE judged.problem IS NULL AND judged.age >= 100 AND judged.row_number NOT IN (SELECT row_number FROM staged)
GROUP BY judged.row_number;
INSERT INTO issue
SELECT row_number, 'fail', min(problem), NULL, arg_min(coalesce(age_text, ''), problem)
FROM judged
WHERE row_number NOT IN (SELECT row_number FROM staged) AND row_number NOT IN (SELECT row_number FROM repeated)
GROUP BY row_number
UNION ALL
SELECT NULL, 'warn', 'totals_left_out', NULL, count(*)::VARCHAR
FROM judged WHERE problem = 'total_row' HAVING count(*) > 0
UNION ALL
SELECT NULL, 'warn', 'population_gaps', NULL, count(*)::VARCHAR
FROM judged WHERE problem IS NULL AND persons IS NULL HAVING count(*) > 0
UNION ALL
SELECT NULL, 'warn', 'age_open_group', NULL, any_value(age_text)
FROM judged WHERE problem IS NULL AND age_kind = 'open' AND age < 100 GROUP BY age
UNION ALL
SELECT NULL, 'warn', 'ages_joined', NULL, count(DISTINCT age)::VARCHAR
FROM judged WHERE problem IS NULL AND age >= 100 HAVING count(DISTINCT age) > 1
UNION ALL
SELECT NULL, 'warn', 'population_rounded', NULL, reference_date::VARCHAR
FROM staged GROUP BY reference_date HAVING count(*) FILTER (persons > 0) >= 50 AND bool_and(persons % 5 = 0)
UNION ALL
SELECT NULL, 'warn', 'population_areas_missing', NULL,
    strftime(period.reference_date, '%d.%m.%Y') || ': ' || count(*) || ' (' || string_agg(area.name, ', ' ORDER BY area.code)[:150] || ')'
FROM (SELECT DISTINCT reference_date FROM staged) AS period
CROSS JOIN stats.area AS area
WHERE area.level = 'stat' AND area.valid_to IS NULL
    AND NOT EXISTS (FROM staged WHERE staged.stat_id = area.area_id AND staged.reference_date = period.reference_date)
GROUP BY period.reference_date
