-- One row per address of the address table that is or may be meant, the likeliest first: its place and whether it is
-- exactly the one that was asked for, whatever the spelling.
-- $street VARCHAR: street as spelling.street_key writes it: small letters, no blanks, «str» for «straße», «ue» for «ü»
-- $number VARCHAR: house number in small letters without blanks
-- $postcode VARCHAR?: postcode, null for any
WITH known AS (
    SELECT street, house_number, postcode, lon, lat,
        regexp_replace(
            regexp_replace(
                replace(replace(replace(replace(lower(street), 'ß', 'ss'), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'),
                '(strasse|str\.?)([^\p{L}\p{N}]|$)', 'str\2', 'g'
            ),
            '[^\p{L}\p{N}]', '', 'g'
        ) AS street_key,
        ltrim(replace(regexp_replace(lower(house_number), '\s', '', 'g'), '–', '-'), '0') AS number_key
    FROM stats.address_point
)
SELECT street, house_number, postcode, lon, lat, street_key = $street AND number_key = $number AS is_exact
FROM known
WHERE jaro_winkler_similarity(street_key, $street) >= 0.92 AND ($postcode IS NULL OR coalesce(postcode, $postcode) = $postcode)
ORDER BY
    is_exact DESC, jaro_winkler_similarity(street_key, $street) DESC, number_key = $number DESC,
    abs(coalesce(try_cast(regexp_extract(number_key, '^\d+') AS INTEGER), 0) - coalesce(try_cast(regexp_extract($number, '^\d+') AS INTEGER), 0)),
    street, house_number
LIMIT 5
