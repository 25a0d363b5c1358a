-- One row per sequence of the register that has given a number: its name and the last number.
SELECT sequence_name, last_value
FROM duckdb_sequences()
WHERE last_value IS NOT NULL
ORDER BY sequence_name
