-- One row: a link of a unit with the unit's areas.
-- $link_id INTEGER: the link
SELECT unit_link.unit_id, unit_link.title, unit.area_ids
FROM unit_link
JOIN unit USING (unit_id)
WHERE link_id = $link_id
