-- One row: how many reports of the public wait for a decision in the areas the reader is in charge of.
-- right: moderate_reports
-- $in_charge VARCHAR[]?: areas in charge, null for the whole city
SELECT count(*) AS reports
FROM report_from_public
WHERE state IN ('submitted', 'in_review')
    AND ($in_charge IS NULL OR len(area_ids) = 0 OR list_has_any(area_ids, $in_charge))
