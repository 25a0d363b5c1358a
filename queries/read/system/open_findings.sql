-- One row per kind of finding of the last published import of each source.
SELECT run.source_id, finding.severity, finding.code, count(*) AS findings
FROM import_finding AS finding
JOIN import_run AS run USING (run_id)
WHERE run.run_id IN (SELECT max(run_id) FROM import_run WHERE state = 'published' GROUP BY source_id)
GROUP BY ALL
ORDER BY ALL
