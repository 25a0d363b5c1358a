-- Published figures with the same area, metric, day and place of publication are replaced; others stay beside them.
-- $source_id VARCHAR: source of the rows
DELETE FROM stats.published_figure AS present
WHERE EXISTS (
    FROM staged
    WHERE staged.area_id = present.area_id AND staged.metric = present.metric
        AND staged.reference_date IS NOT DISTINCT FROM present.reference_date AND staged.source = present.source
);
INSERT INTO stats.published_figure BY NAME
SELECT * EXCLUDE (row_number), $source_id AS source_id FROM staged
