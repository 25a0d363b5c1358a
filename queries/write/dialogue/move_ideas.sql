-- Says in which areas the ideas of a meeting lie that have neither a point nor an area of their own.
-- $meeting_id VARCHAR: the meeting
-- $area_ids VARCHAR[]: the meeting's area and those around it
UPDATE meeting_idea SET area_ids = $area_ids
WHERE meeting_id = $meeting_id AND lon IS NULL AND area_id IS NULL
