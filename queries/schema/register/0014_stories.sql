-- Stories: what moderators show step by step, with their pictures and the geometry of frozen maps.
CREATE TABLE story (
    story_id VARCHAR PRIMARY KEY,
    revision INTEGER NOT NULL,
    account_id VARCHAR,
    title VARCHAR NOT NULL,
    language VARCHAR NOT NULL CHECK (language IN ('de', 'en')),
    audience VARCHAR NOT NULL CHECK (audience IN ('public', 'council')),
    is_shared BOOLEAN NOT NULL,
    is_joint BOOLEAN NOT NULL,
    steps INTEGER NOT NULL,
    minutes DOUBLE NOT NULL,
    frozen_on DATE,
    file_ids VARCHAR[] NOT NULL,
    document VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    changed_by VARCHAR
);
COMMENT ON TABLE story IS 'Stories: views, texts, pictures and questions in an order, for showing to people in a hall.';
COMMENT ON COLUMN story.story_id IS 'Random name of the story, part of its link.';
COMMENT ON COLUMN story.revision IS 'Grows by one with every change; a save on an older one is refused.';
COMMENT ON COLUMN story.account_id IS 'Account it belongs to; null for examples, and after that account was deleted (only shared and joint ones stay).';
COMMENT ON COLUMN story.title IS 'Title, as in the document.';
COMMENT ON COLUMN story.language IS 'de or en: the language its views are drawn in.';
COMMENT ON COLUMN story.audience IS 'public or council: whose rights its views are drawn with.';
COMMENT ON COLUMN story.is_shared IS 'True where its audience may read it, false where only those who work on it may.';
COMMENT ON COLUMN story.is_joint IS 'True where everybody who may present may also change it.';
COMMENT ON COLUMN story.steps IS 'Number of steps.';
COMMENT ON COLUMN story.minutes IS 'Planned minutes of all steps together.';
COMMENT ON COLUMN story.frozen_on IS 'Day its data stand at; null for the data of the day it is shown.';
COMMENT ON COLUMN story.file_ids IS 'Its files in story_file.';
COMMENT ON COLUMN story.document IS 'The whole story as JSON (strukturmonitor.stories.model).';
COMMENT ON COLUMN story.made_at IS 'When it was made (UTC).';
COMMENT ON COLUMN story.changed_at IS 'When it was last changed (UTC).';
COMMENT ON COLUMN story.changed_by IS 'Account that last changed it; null for examples, and after that account was deleted.';

CREATE TABLE story_file (
    file_id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('picture', 'geometry')),
    content BLOB NOT NULL,
    added_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE story_file IS 'Pictures of stories, and geometry of maps that were frozen. Deleted some time after no story holds them.';
COMMENT ON COLUMN story_file.file_id IS 'First 32 hexadecimal digits of the SHA-256 of the content.';
COMMENT ON COLUMN story_file.kind IS 'picture (JPEG without metadata) or geometry (GeoJSON, compressed).';
COMMENT ON COLUMN story_file.content IS 'The file.';
COMMENT ON COLUMN story_file.added_at IS 'When it was last added (UTC).';
