-- One row per saved mapping of a source, the latest first: which column of a file holds what, who said so and when.
-- right: open_import
-- $source_id VARCHAR: name of the source
SELECT name, mapping, saved_by, saved_at
FROM import_mapping
WHERE source_id = $source_id
ORDER BY saved_at DESC, name
