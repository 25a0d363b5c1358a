-- Registered unemployed persons. Totals of the city are left out; a gap is rejected, for it is no zero.
-- $reference_date DATE?: date of rows that carry none
CREATE OR REPLACE TEMP TABLE judged AS
SELECT *,
    CASE
        WHEN stat_id IS NULL THEN 'total_row'
        WHEN reference_date IS NULL THEN 'population_date_missing'
        WHEN reference_date > current_date THEN 'date_in_future'
        WHEN month(reference_date) <> 12 OR day(reference_date) <> 31 THEN 'population_date_not_year_end'
        WHEN unemployed IS NULL THEN 'value_is_gap'
    END AS problem
FROM (
    SELECT row_number, area AS stat_id, unemployed,
        coalesce("date", make_date("year", 12, 31), $reference_date) AS reference_date
    FROM frame
);
CREATE OR REPLACE TEMP TABLE staged AS
SELECT row_number, stat_id, reference_date, unemployed::UINTEGER AS unemployed, 'counted' AS origin
FROM judged
WHERE problem IS NULL;
INSERT INTO issue
SELECT row_number, 'fail', problem, NULL, CASE WHEN problem <> 'value_is_gap' THEN strftime(reference_date, '%d.%m.%Y') END FROM judged WHERE problem IS NOT NULL
