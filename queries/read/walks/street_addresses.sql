-- One row per address of a street in the address table.
-- right: plan_walks
-- $streets VARCHAR[]: spellings of the street
SELECT street, house_number, postcode, lon, lat
FROM stats.address_point
WHERE list_contains($streets, street)
ORDER BY house_number, postcode
