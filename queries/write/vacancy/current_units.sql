-- One row per unit of the register with its present episode, as an import compares and replaces it.
SELECT unit.* EXCLUDE (run_id), state, vacant_since, vacancy_kind, vacancy_reason
FROM unit
LEFT JOIN occupancy ON occupancy.unit_id = unit.unit_id AND occupancy.ends_on IS NULL
ORDER BY unit.unit_id
