-- One row: how many values of statistische Bezirke new boundaries would carry over to other areas.
-- $area_ids VARCHAR[]: statistische Bezirke whose boundary changes
-- $gone_ids VARCHAR[]: those of them that the new boundaries do not have any more: all their values move
-- $valid_from DATE: first day of the new boundaries; of the others only earlier values move
-- right: import_statistics
WITH counted AS (
    SELECT stat_id, reference_date AS period FROM stats.population
    UNION ALL SELECT stat_id, make_date(year, 12, 31) FROM stats.birth
    UNION ALL SELECT stat_id, make_date(year, 12, 31) FROM stats.death
    UNION ALL SELECT stat_id, make_date(year, 12, 31) FROM stats.move
    UNION ALL SELECT stat_id, reference_date FROM stats.household
    UNION ALL SELECT stat_id, reference_date FROM stats.unemployment
)
SELECT count(*) AS value_count
FROM counted
WHERE list_contains($area_ids, stat_id) AND (period < $valid_from OR list_contains($gone_ids, stat_id))
