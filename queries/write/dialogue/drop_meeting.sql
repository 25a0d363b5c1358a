-- Deletes a meeting with all that belongs to it. One row per hash of a picture that no other photo shows.
-- $meeting_id VARCHAR: the meeting
CREATE OR REPLACE TEMP TABLE dropped_meeting_photo AS SELECT DISTINCT sha256 FROM meeting_photo WHERE meeting_id = $meeting_id;
DELETE FROM meeting_photo WHERE meeting_id = $meeting_id;
DELETE FROM meeting_idea WHERE meeting_id = $meeting_id;
DELETE FROM meeting_group WHERE meeting_id = $meeting_id;
DELETE FROM meeting_line WHERE meeting_id = $meeting_id;
DELETE FROM meeting WHERE meeting_id = $meeting_id;
SELECT sha256 FROM dropped_meeting_photo
