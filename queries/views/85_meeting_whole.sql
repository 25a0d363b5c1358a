-- One row per meeting with all that belongs to it as lists in their order; drafts too: read it through queries that say who asks.
CREATE OR REPLACE VIEW meeting_whole AS
SELECT
    meeting.*,
    coalesce((
        SELECT list({kind: kind, begins: begins, text: text, office: office, due_on: due_on} ORDER BY kind, line_number)
        FROM meeting_line WHERE meeting_line.meeting_id = meeting.meeting_id
    ), []) AS lines,
    coalesce((
        SELECT list({group_id: group_id, name: name, theme: theme, people: people} ORDER BY group_number)
        FROM meeting_group WHERE meeting_group.meeting_id = meeting.meeting_id
    ), []) AS groups,
    coalesce((
        SELECT list({
            idea_id: idea_id, revision: revision, idea_number: idea_number, text: text, theme: theme,
            field_of_action: field_of_action, group_id: group_id, area_id: area_id, place: place, lon: lon, lat: lat,
            weight: weight, weighed_by: weighed_by, status: status, answer: answer, reason: reason,
            measure_id: measure_id, answered_on: answered_on, area_ids: area_ids
        } ORDER BY idea_number)
        FROM meeting_idea WHERE meeting_idea.meeting_id = meeting.meeting_id
    ), []) AS ideas,
    coalesce((
        SELECT list({photo_id: photo_id, sha256: sha256, width_px: width_px, height_px: height_px, alt: alt} ORDER BY photo_number)
        FROM meeting_photo WHERE meeting_photo.meeting_id = meeting.meeting_id
    ), []) AS photos
FROM meeting
