-- One row per confirmed spelling of a source: field, word of the file, its meaning, who confirmed it and when.
-- right: open_import
-- $source_id VARCHAR: name of the source
SELECT field, spelling, value, confirmed_by, confirmed_at
FROM spelling
WHERE source_id = $source_id
ORDER BY field, spelling
