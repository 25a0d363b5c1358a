-- All sessions from the first imported day on are replaced; earlier ones stay.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.council_session
WHERE held_on >= (SELECT min(held_on) FROM staged) OR origin = 'made';
INSERT INTO stats.council_session BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
