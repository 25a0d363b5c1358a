-- Takes a source out, before it is put in with its new date.
-- $source_id VARCHAR: short name of the source
DELETE FROM stats.source WHERE source_id = $source_id
