-- One row per address of the address table whose street begins with certain letters.
-- right: plan_walks
-- $beginnings VARCHAR[]: first letters of the street's spellings, small
SELECT street, house_number, postcode, lon, lat
FROM stats.address_point
WHERE len(list_filter($beginnings, beginning -> starts_with(lower(street), beginning))) > 0
ORDER BY house_number, postcode
