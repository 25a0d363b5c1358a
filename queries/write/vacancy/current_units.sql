-- One row per unit of the register with its present episode, as an import compares and replaces it; also those that left
-- the stock (without a state), but none that was merged into another one.
SELECT unit.* EXCLUDE (run_id), state, vacant_since, vacancy_kind, vacancy_reason
FROM unit
LEFT JOIN occupancy ON occupancy.unit_id = unit.unit_id AND occupancy.ends_on IS NULL
WHERE unit.merged_into IS NULL
ORDER BY unit.unit_id
