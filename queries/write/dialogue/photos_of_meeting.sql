-- One row per photo of a meeting, in their order.
-- $meeting_id VARCHAR: the meeting
SELECT photo_id, sha256, alt FROM meeting_photo WHERE meeting_id = $meeting_id ORDER BY photo_number
