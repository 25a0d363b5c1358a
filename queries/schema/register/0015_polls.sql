-- Questions put to the people in a hall: what was asked, one row per phone that voted, and what was counted on paper.
CREATE TABLE hall (
    story_id VARCHAR PRIMARY KEY,
    code VARCHAR NOT NULL UNIQUE,
    address VARCHAR
);
COMMENT ON TABLE hall IS 'The door of a story for phones: one code for all its questions, so that one QR code serves an evening.';
COMMENT ON COLUMN hall.story_id IS 'Story whose open question the code leads to.';
COMMENT ON COLUMN hall.code IS 'Short code that people type or scan.';
COMMENT ON COLUMN hall.address IS 'Address of this machine shown in the hall, as chosen by the moderator; null for the first one found.';

CREATE TABLE poll (
    poll_id VARCHAR PRIMARY KEY,
    story_id VARCHAR NOT NULL,
    step_id VARCHAR NOT NULL,
    meeting_id VARCHAR,
    code VARCHAR NOT NULL UNIQUE,
    state VARCHAR NOT NULL CHECK (state IN ('waiting', 'open', 'closed')),
    is_revealed BOOLEAN NOT NULL,
    language VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    explanation VARCHAR NOT NULL,
    question_json VARCHAR NOT NULL,
    extent VARCHAR,
    place VARCHAR,
    held_on DATE NOT NULL,
    made_at TIMESTAMP NOT NULL,
    opened_at TIMESTAMP,
    closed_at TIMESTAMP,
    salt VARCHAR,
    paper_people INTEGER
);
COMMENT ON TABLE poll IS 'One question put to the people in a hall on one evening: a copy of the question, where and when, and its state. Its results are a record of the dialogue.';
COMMENT ON COLUMN poll.poll_id IS 'Random name.';
COMMENT ON COLUMN poll.story_id IS 'Story the question belongs to.';
COMMENT ON COLUMN poll.step_id IS 'Step of the story.';
COMMENT ON COLUMN poll.meeting_id IS 'Record of the meeting it was asked at; null where none is kept.';
COMMENT ON COLUMN poll.code IS 'Short code that leads phones to this question alone.';
COMMENT ON COLUMN poll.state IS 'waiting (not yet open), open, or closed.';
COMMENT ON COLUMN poll.is_revealed IS 'Whether the hall, and everybody the story is shown to, may see the result.';
COMMENT ON COLUMN poll.language IS 'Language of the question.';
COMMENT ON COLUMN poll.title IS 'The question.';
COMMENT ON COLUMN poll.explanation IS 'Text below the question; may be empty.';
COMMENT ON COLUMN poll.question_json IS 'Kind, options and points as they were when the question was opened (JSON).';
COMMENT ON COLUMN poll.extent IS 'Area whose map is shown for a point; null for the whole city.';
COMMENT ON COLUMN poll.place IS 'Where the people met, in words.';
COMMENT ON COLUMN poll.held_on IS 'Day on which the people met.';
COMMENT ON COLUMN poll.made_at IS 'When it was made (UTC).';
COMMENT ON COLUMN poll.opened_at IS 'When it was opened first (UTC); null before.';
COMMENT ON COLUMN poll.closed_at IS 'When it was closed last (UTC); null before.';
COMMENT ON COLUMN poll.salt IS 'Secret of this question, mixed into the device''s hash; null after the link to devices was deleted.';
COMMENT ON COLUMN poll.paper_people IS 'How many people voted on paper; null where nobody counted.';

CREATE TABLE poll_vote (
    poll_id VARCHAR NOT NULL,
    device_hash VARCHAR NOT NULL,
    amounts INTEGER[],
    words VARCHAR[],
    lon DOUBLE,
    lat DOUBLE,
    area_id VARCHAR,
    PRIMARY KEY (poll_id, device_hash)
);
COMMENT ON TABLE poll_vote IS 'One row per device and question: its last answer, without a name, an address or a time.';
COMMENT ON COLUMN poll_vote.poll_id IS 'Question that was answered.';
COMMENT ON COLUMN poll_vote.device_hash IS 'Hash of a random number that the phone keeps, made with the question''s own secret; a running number after the link was deleted.';
COMMENT ON COLUMN poll_vote.amounts IS 'Dots per option in their order; 1 for a chosen option, 0 for another; null where the question has no options.';
COMMENT ON COLUMN poll_vote.words IS 'Words given, in the form in which identical ones are counted together.';
COMMENT ON COLUMN poll_vote.lon IS 'Longitude of the point, WGS 84, rounded; null where only the area was given.';
COMMENT ON COLUMN poll_vote.lat IS 'Latitude of the point, WGS 84, rounded; null where only the area was given.';
COMMENT ON COLUMN poll_vote.area_id IS 'Area in which the point lies.';

CREATE TABLE poll_word (
    poll_id VARCHAR NOT NULL,
    word_key VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('new', 'released', 'hidden')),
    arrived INTEGER NOT NULL,
    PRIMARY KEY (poll_id, word_key)
);
COMMENT ON TABLE poll_word IS 'Words given in answer to a question, each once, and whether the moderator released them.';
COMMENT ON COLUMN poll_word.poll_id IS 'Question that was answered.';
COMMENT ON COLUMN poll_word.word_key IS 'The word in the form in which identical ones are counted together.';
COMMENT ON COLUMN poll_word.word IS 'The word as it was first written.';
COMMENT ON COLUMN poll_word.state IS 'new (nobody looked at it), released (the hall sees it) or hidden.';
COMMENT ON COLUMN poll_word.arrived IS 'Running number within the question, so that the list for the moderator keeps its order.';

CREATE TABLE poll_paper (
    poll_id VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (poll_id, answer)
);
COMMENT ON TABLE poll_paper IS 'Real dots and cards counted in the hall, apart from the votes of phones.';
COMMENT ON COLUMN poll_paper.poll_id IS 'Question that was answered.';
COMMENT ON COLUMN poll_paper.answer IS 'Number of the option beginning with 0, word in its counted form, or area_id.';
COMMENT ON COLUMN poll_paper.amount IS 'How many dots, crosses or cards.';
