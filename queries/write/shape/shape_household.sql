-- Households by size. Totals are recognised and left out; sizes from five on are one. Where one size of an area and date
-- is a gap, all of its rows are rejected: shares of the rest would be wrong.
-- $reference_date DATE?: date of rows that carry none
CREATE OR REPLACE TEMP TABLE dated AS
SELECT row_number, area AS stat_id, size, households,
    coalesce("date", make_date("year", 12, 31), $reference_date) AS reference_date
FROM frame;
CREATE OR REPLACE TEMP TABLE judged AS
SELECT *, least(TRY_CAST(size AS INTEGER), 5) AS persons_in_household,
    CASE
        WHEN stat_id IS NULL THEN 'total_row'
        WHEN reference_date IS NULL THEN 'population_date_missing'
        WHEN reference_date > current_date THEN 'date_in_future'
        WHEN month(reference_date) <> 12 OR day(reference_date) <> 31 THEN 'population_date_not_year_end'
        WHEN size = 'total' THEN 'total_row'
        WHEN households IS NULL THEN 'value_is_gap'
        WHEN count(*) FILTER (size <> 'total' AND households IS NULL) OVER (PARTITION BY stat_id, reference_date) > 0
            THEN 'household_incomplete'
    END AS problem
FROM dated;
CREATE OR REPLACE TEMP TABLE staged AS
WITH counted AS (  -- a row that says the same again is no second number
    SELECT stat_id, reference_date, size, persons_in_household, min(row_number) AS first_row,
        arg_min(households, row_number) AS households
    FROM judged
    WHERE problem IS NULL
    GROUP BY stat_id, reference_date, size, persons_in_household
), summed AS (
    SELECT stat_id, reference_date, persons_in_household, min(first_row) AS row_number, sum(households) AS households
    FROM counted
    WHERE persons_in_household = 5
    GROUP BY stat_id, reference_date, persons_in_household
)
SELECT row_number, stat_id, reference_date, persons_in_household::UTINYINT AS persons_in_household,
    households::UINTEGER AS households, 'counted' AS origin
FROM judged
WHERE problem IS NULL AND persons_in_household < 5
UNION ALL
SELECT row_number, stat_id, reference_date, 5::UTINYINT, households::UINTEGER, 'counted'
FROM summed;
INSERT INTO repeated
SELECT 0, judged.row_number, staged.row_number, true
FROM judged
JOIN staged ON staged.persons_in_household = 5 AND staged.stat_id = judged.stat_id
    AND staged.reference_date = judged.reference_date
WHERE judged.problem IS NULL AND judged.persons_in_household = 5 AND judged.row_number <> staged.row_number;
INSERT INTO issue
SELECT row_number, 'fail', problem, NULL, CASE WHEN problem <> 'value_is_gap' THEN size END FROM judged WHERE problem IS NOT NULL
UNION ALL
SELECT NULL, 'warn', 'totals_left_out', NULL, count(*)::VARCHAR
FROM judged WHERE problem = 'total_row' HAVING count(*) > 0
