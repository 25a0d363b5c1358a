-- Keeps a mapping under its name; an earlier one of that name is replaced.
-- $mapping_name VARCHAR: name the person gave
-- $source_id VARCHAR: name of the source
-- $mapping VARCHAR: JSON object, header → field
-- $saved_by VARCHAR: role
INSERT OR REPLACE INTO import_mapping BY NAME
SELECT $mapping_name AS name, $source_id AS source_id, $mapping AS mapping, $saved_by AS saved_by, timezone('UTC', now()) AS saved_at
