-- Records of workshops and dialogues: what was said, how much it weighed, and what became of it. Persons are counted, never named.
CREATE TABLE meeting (
    meeting_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    held_on DATE NOT NULL,
    begins VARCHAR,
    ends VARCHAR,
    place VARCHAR,
    area_id VARCHAR,
    story_id VARCHAR,
    people INTEGER,
    summary VARCHAR,
    visibility VARCHAR NOT NULL CHECK (visibility IN ('draft', 'published')),
    account_id VARCHAR,
    created_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    changed_by_account_id VARCHAR,
    origin VARCHAR NOT NULL
);
COMMENT ON TABLE meeting IS 'Records of workshops and dialogues. Who took part is counted and never named; the public sees published ones only.';
COMMENT ON COLUMN meeting.meeting_id IS 'Random name of the meeting, part of its link.';
COMMENT ON COLUMN meeting.revision IS 'Grows by one with every change of the meeting itself, its agenda, groups, agreements and next steps; a change says which one it is based on.';
COMMENT ON COLUMN meeting.title IS 'What it is called.';
COMMENT ON COLUMN meeting.kind IS 'One of the kinds of data/meetings.yml: citizens_dialogue, future_workshop, steering_group, walk, other.';
COMMENT ON COLUMN meeting.held_on IS 'Day on which it is or was held.';
COMMENT ON COLUMN meeting.begins IS 'Time of day, HH:MM; null where it is not known.';
COMMENT ON COLUMN meeting.ends IS 'Time of day, HH:MM; null where it is not known.';
COMMENT ON COLUMN meeting.place IS 'Where: the room or the meeting point, in words.';
COMMENT ON COLUMN meeting.area_id IS 'Area it is about; null for the whole city.';
COMMENT ON COLUMN meeting.story_id IS 'Story that was shown there; null where none was.';
COMMENT ON COLUMN meeting.people IS 'How many people took part; null where nobody counted.';
COMMENT ON COLUMN meeting.summary IS 'What it was about and what came out, in a few sentences.';
COMMENT ON COLUMN meeting.visibility IS 'draft: only who keeps meetings sees it; published: everybody does.';
COMMENT ON COLUMN meeting.account_id IS 'Account that began the record; null for the demo role and after that account was deleted.';
COMMENT ON COLUMN meeting.created_at IS 'When it was begun (UTC).';
COMMENT ON COLUMN meeting.changed_at IS 'When it was last changed (UTC).';
COMMENT ON COLUMN meeting.changed_by_account_id IS 'Account that last changed it; null for the demo role and after that account was deleted.';
COMMENT ON COLUMN meeting.origin IS 'counted (kept by hand) or made (demo data).';

CREATE TABLE meeting_line (
    meeting_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('agenda', 'agreement', 'next_step')),
    line_number INTEGER NOT NULL,
    begins VARCHAR,
    text VARCHAR NOT NULL,
    office VARCHAR,
    due_on DATE
);
COMMENT ON TABLE meeting_line IS 'The lines of a record in order: agenda, agreements, next steps.';
COMMENT ON COLUMN meeting_line.meeting_id IS 'Row of meeting.';
COMMENT ON COLUMN meeting_line.kind IS 'agenda, agreement (who does what until when) or next_step.';
COMMENT ON COLUMN meeting_line.line_number IS 'Order within its kind, from 1.';
COMMENT ON COLUMN meeting_line.begins IS 'Time of day of an item of the agenda, HH:MM.';
COMMENT ON COLUMN meeting_line.text IS 'What.';
COMMENT ON COLUMN meeting_line.office IS 'Who does it: an office, association or body, never a person.';
COMMENT ON COLUMN meeting_line.due_on IS 'Until when; null where no day was agreed.';

CREATE TABLE meeting_group (
    meeting_id VARCHAR NOT NULL,
    group_id VARCHAR NOT NULL,
    group_number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    theme VARCHAR,
    people INTEGER
);
COMMENT ON TABLE meeting_group IS 'Groups (tables) of a meeting.';
COMMENT ON COLUMN meeting_group.meeting_id IS 'Row of meeting.';
COMMENT ON COLUMN meeting_group.group_id IS 'Random name of the group.';
COMMENT ON COLUMN meeting_group.group_number IS 'Order, from 1.';
COMMENT ON COLUMN meeting_group.name IS 'What the group is called.';
COMMENT ON COLUMN meeting_group.theme IS 'What it worked on: a theme of the catalogue; null where it had no single one.';
COMMENT ON COLUMN meeting_group.people IS 'How many people sat in it; null where nobody counted.';

CREATE TABLE meeting_idea (
    idea_id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    idea_number INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    theme VARCHAR,
    field_of_action VARCHAR,
    group_id VARCHAR,
    area_id VARCHAR,
    place VARCHAR,
    lon DOUBLE,
    lat DOUBLE,
    weight INTEGER,
    weighed_by VARCHAR CHECK (weighed_by IN ('typed', 'poll')),
    status VARCHAR NOT NULL,
    answer VARCHAR,
    reason VARCHAR,
    measure_id VARCHAR,
    answered_on DATE,
    changed_at TIMESTAMP NOT NULL,
    changed_by_account_id VARCHAR,
    area_ids VARCHAR[] NOT NULL
);
COMMENT ON TABLE meeting_idea IS 'What people said at a meeting, how much it weighed, and what became of it: you said, we do, status.';
COMMENT ON COLUMN meeting_idea.idea_id IS 'Random name of the idea, part of its link.';
COMMENT ON COLUMN meeting_idea.meeting_id IS 'Row of meeting.';
COMMENT ON COLUMN meeting_idea.revision IS 'Grows by one with every change of the idea; a change says which one it is based on.';
COMMENT ON COLUMN meeting_idea.idea_number IS 'Order in which it was entered within its meeting, from 1; stays when others are deleted.';
COMMENT ON COLUMN meeting_idea.text IS 'The idea in the words of the group; never the name of a person.';
COMMENT ON COLUMN meeting_idea.theme IS 'Theme of the catalogue; null where it fits none.';
COMMENT ON COLUMN meeting_idea.field_of_action IS 'Field of action of data/meetings.yml; null where none was chosen.';
COMMENT ON COLUMN meeting_idea.group_id IS 'Row of meeting_group; null for the whole meeting.';
COMMENT ON COLUMN meeting_idea.area_id IS 'Area it is about where no point is known; null: that of the meeting.';
COMMENT ON COLUMN meeting_idea.place IS 'Where, in words.';
COMMENT ON COLUMN meeting_idea.lon IS 'Longitude, WGS 84; null where no point was given.';
COMMENT ON COLUMN meeting_idea.lat IS 'Latitude, WGS 84.';
COMMENT ON COLUMN meeting_idea.weight IS 'Dots or votes it got; null where nobody weighed.';
COMMENT ON COLUMN meeting_idea.weighed_by IS 'typed: counted by hand; poll: taken from a vote on phones.';
COMMENT ON COLUMN meeting_idea.status IS 'open, in_review, planned, in_progress, done or not_possible.';
COMMENT ON COLUMN meeting_idea.answer IS 'What the administration answers.';
COMMENT ON COLUMN meeting_idea.reason IS 'Why it is not possible; only and always where the status says so.';
COMMENT ON COLUMN meeting_idea.measure_id IS 'The measure that answers it; null until there is one.';
COMMENT ON COLUMN meeting_idea.answered_on IS 'Day of the register (view today) on which status or answer last changed; null while nobody answered.';
COMMENT ON COLUMN meeting_idea.changed_at IS 'When it was last changed (UTC).';
COMMENT ON COLUMN meeting_idea.changed_by_account_id IS 'Account that last changed it; null for the demo role and after that account was deleted.';
COMMENT ON COLUMN meeting_idea.area_ids IS 'Every area it belongs to: those that contain its point; without one its area, or that of the meeting, and the areas around it.';

CREATE TABLE meeting_photo (
    photo_id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    photo_number INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL,
    alt VARCHAR NOT NULL,
    account_id VARCHAR,
    added_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE meeting_photo IS 'Photos of a meeting: walls, maps, models. The pictures lie in the folder photos, named by their hash, without any metadata.';
COMMENT ON COLUMN meeting_photo.photo_id IS 'Random number of the photo.';
COMMENT ON COLUMN meeting_photo.meeting_id IS 'Row of meeting.';
COMMENT ON COLUMN meeting_photo.photo_number IS 'Order, from 1.';
COMMENT ON COLUMN meeting_photo.sha256 IS 'Hash and file name of the picture.';
COMMENT ON COLUMN meeting_photo.width_px IS 'Width in pixels.';
COMMENT ON COLUMN meeting_photo.height_px IS 'Height in pixels.';
COMMENT ON COLUMN meeting_photo.alt IS 'What is to be seen, for readers who do not see it; also its caption.';
COMMENT ON COLUMN meeting_photo.account_id IS 'Account that added it; null for the demo role and after that account was deleted.';
COMMENT ON COLUMN meeting_photo.added_at IS 'When (UTC).';
