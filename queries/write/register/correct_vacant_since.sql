-- Where the first day of a vacancy was corrected, its earlier episodes get the new one too: `frame` (unit_id, begins_on of
-- the present episode, before, vacant_since).
UPDATE occupancy
SET vacant_since = frame.vacant_since
FROM frame
WHERE occupancy.unit_id = frame.unit_id AND occupancy.begins_on < frame.begins_on AND occupancy.vacant_since = frame.before
