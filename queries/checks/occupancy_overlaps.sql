-- fail: episodes of a unit overlap or leave a gap
SELECT unit_id, begins_on, ends_on, next_begins_on
FROM (SELECT *, lead(begins_on) OVER (PARTITION BY unit_id ORDER BY begins_on) AS next_begins_on FROM occupancy)
WHERE (next_begins_on IS NOT NULL AND (ends_on IS NULL OR next_begins_on <> ends_on + 1))
    OR ends_on < begins_on
