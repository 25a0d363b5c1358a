-- One row per table, source and origin: how old the data are, how many rows, which licence.
SELECT table_name, dataset.source_id, origin, method_de, method_en, first_date, last_date, row_count,
    title, publisher, licence, citation, url, reference_date
FROM stats.dataset
JOIN stats.source AS source ON source.source_id = dataset.source_id
UNION ALL
SELECT 'unit', CASE origin WHEN 'made' THEN 'demo' ELSE 'leerstand' END, origin,
    CASE origin WHEN 'made' THEN 'Für die Demo erzeugt, keine Messung' ELSE 'Liste der Quartierskoordination' END,
    CASE origin WHEN 'made' THEN 'Generated for the demo, not measured' ELSE 'List of the coordinator' END,
    min(last_checked_on), max(last_checked_on), count(*),
    CASE origin WHEN 'made' THEN 'Demodaten' ELSE 'Leerstandsregister' END, 'Strukturmonitor',
    CASE origin WHEN 'made' THEN 'CC0-1.0' ELSE 'nicht freigegeben' END,
    CASE origin WHEN 'made' THEN 'Demodaten, erzeugt (keine Messung)' ELSE 'Leerstandsregister der Stadt' END, NULL, NULL
FROM unit
GROUP BY origin
ORDER BY table_name, source_id
