-- One row per unit that was not merged into another: street and house number of its address; without a number the
-- street is the whole address. As strukturmonitor.spelling.split_address splits it.
CREATE OR REPLACE VIEW unit_street AS
SELECT
    unit_id,
    coalesce(nullif(parts.street, ''), trim(address)) AS street,
    nullif(parts.house_number, '') AS house_number
FROM (
    SELECT
        unit_id,
        address,
        regexp_extract(
            trim(address),
            '^(.*?[^\d\s,])[,\s]*(\d{1,4}\s*[a-zA-Z]?(?:\s*[-–/+]\s*\d{1,4}\s*[a-zA-Z]?)?)(?:\s*[,(].*)?$',
            ['street', 'house_number']
        ) AS parts
    FROM unit
)
