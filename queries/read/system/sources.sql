-- One row per source of the published statistics: who publishes it, its licence and the line to cite.
SELECT source_id, title, publisher, licence, citation, url, reference_date
FROM stats.source
ORDER BY title COLLATE de
