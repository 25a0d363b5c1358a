-- Takes out what hangs on made units before they go: nothing of a try-out stays behind a real list.
DELETE FROM unit_photo WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM owner_person WHERE owner_id IN (
    SELECT owner_id FROM unit_owner JOIN unit USING (unit_id) GROUP BY owner_id HAVING bool_and(unit.origin = 'made')
);
DELETE FROM owner WHERE owner_id IN (
    SELECT owner_id FROM unit_owner JOIN unit USING (unit_id) GROUP BY owner_id HAVING bool_and(unit.origin = 'made')
);
DELETE FROM seeker WHERE starts_with(seeker_id, 'DEMO-');
DELETE FROM unit_owner WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM conversation WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM advice WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM unit_link WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM reuse_match WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM walk_stop WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM not_duplicate WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made');
DELETE FROM report_from_public WHERE unit_id IN (SELECT unit_id FROM unit WHERE origin = 'made')
