-- One row: whether any table holds made rows.
SELECT count(*) > 0 AS has_made FROM stats.dataset WHERE origin = 'made'
