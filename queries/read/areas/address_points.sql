-- One row per address of the imported address table: street, house number, postcode, place (WGS 84).
SELECT street, house_number, postcode, lon, lat
FROM stats.address_point
ORDER BY street, house_number, postcode
