-- One row per document of a unit that lies elsewhere, the newest first.
-- right: read_internal
-- $unit_id VARCHAR: the record
SELECT link_id, title, url, added_on
FROM unit_link
WHERE unit_id = $unit_id
ORDER BY added_on DESC, link_id DESC
