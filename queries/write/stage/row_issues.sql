-- One row per issue a stage found.
SELECT DISTINCT row_number, severity, code, column_name, value FROM issue ORDER BY row_number, code
