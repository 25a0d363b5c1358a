-- Owners, their contacts and the talks with them; who seeks a space, and what became of a match; texts of letters.
-- Personal values stand in owner_person, seeker_person and conversation only.
CREATE SEQUENCE owner_number;
CREATE TABLE owner (
    owner_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('natural', 'community', 'legal', 'public', 'city')),
    legal_name VARCHAR CHECK (legal_name IS NULL OR kind NOT IN ('natural', 'community')),
    is_public_name BOOLEAN NOT NULL DEFAULT false CHECK (NOT is_public_name OR kind NOT IN ('natural', 'community')),
    revision INTEGER NOT NULL DEFAULT 1,
    recorded_on DATE NOT NULL
);
COMMENT ON TABLE owner IS 'Owner of units. Names of natural persons are in owner_person.';
COMMENT ON COLUMN owner.owner_id IS 'Number of the owner.';
COMMENT ON COLUMN owner.kind IS 'natural (person), community (heirs or several owners together, treated as natural persons), legal, public, city.';
COMMENT ON COLUMN owner.legal_name IS 'Name of a legal person or a public body; null for natural persons and communities.';
COMMENT ON COLUMN owner.is_public_name IS 'Whether the public may read legal_name at the record.';
COMMENT ON COLUMN owner.revision IS 'Grows by one with every change.';
COMMENT ON COLUMN owner.recorded_on IS 'Day of the register on which the owner was recorded.';

CREATE SEQUENCE owner_person_number;
CREATE TABLE owner_person (
    person_id INTEGER NOT NULL DEFAULT nextval('owner_person_number'),
    owner_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('owner', 'contact', 'manager', 'agent', 'other')),
    name VARCHAR,
    address VARCHAR,
    postcode VARCHAR,
    place VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    source VARCHAR NOT NULL CHECK (source IN ('person', 'land_register', 'company_register', 'public', 'third')),
    legal_basis VARCHAR NOT NULL CHECK (legal_basis IN ('task', 'consent', 'contract')),
    recorded_on DATE NOT NULL
);
COMMENT ON TABLE owner_person IS 'Personal values of owners and their contacts; only for those in charge of a unit of the owner.';
COMMENT ON COLUMN owner_person.person_id IS 'Running number.';
COMMENT ON COLUMN owner_person.owner_id IS 'Row of owner.';
COMMENT ON COLUMN owner_person.role IS 'owner (also the postal address of a legal person), contact, manager (of the house), agent, other.';
COMMENT ON COLUMN owner_person.name IS 'Name; personal.';
COMMENT ON COLUMN owner_person.address IS 'Street and house number; personal.';
COMMENT ON COLUMN owner_person.postcode IS 'Postcode; personal.';
COMMENT ON COLUMN owner_person.place IS 'Town; personal.';
COMMENT ON COLUMN owner_person.phone IS 'Telephone; personal.';
COMMENT ON COLUMN owner_person.email IS 'E-mail; personal.';
COMMENT ON COLUMN owner_person.source IS 'Where the values come from: person, land_register, company_register, public, third.';
COMMENT ON COLUMN owner_person.legal_basis IS 'Why they may be kept: task, consent, contract.';
COMMENT ON COLUMN owner_person.recorded_on IS 'Day of the register on which they were last recorded.';

CREATE TABLE unit_owner (
    unit_id VARCHAR NOT NULL,
    owner_id VARCHAR NOT NULL,
    since DATE,
    until DATE,
    recorded_on DATE NOT NULL
);
COMMENT ON TABLE unit_owner IS 'Which owner a unit has or had.';
COMMENT ON COLUMN unit_owner.unit_id IS 'Row of unit.';
COMMENT ON COLUMN unit_owner.owner_id IS 'Row of owner.';
COMMENT ON COLUMN unit_owner.since IS 'First day, if known.';
COMMENT ON COLUMN unit_owner.until IS 'Last day; null for a present owner.';
COMMENT ON COLUMN unit_owner.recorded_on IS 'Day of the register on which it was recorded.';

CREATE SEQUENCE conversation_number;
CREATE TABLE conversation (
    conversation_id INTEGER NOT NULL DEFAULT nextval('conversation_number'),
    unit_id VARCHAR NOT NULL,
    owner_id VARCHAR,
    held_on DATE NOT NULL,
    channel VARCHAR NOT NULL CHECK (channel IN ('phone', 'visit', 'meeting', 'email', 'letter', 'other')),
    with_whom VARCHAR,
    result VARCHAR NOT NULL CHECK (result IN ('not_reached', 'interested', 'wants_advice', 'has_plans', 'offers_space', 'undecided', 'declined')),
    next_step VARCHAR NOT NULL CHECK (next_step IN ('none', 'call_back', 'visit', 'send_information', 'propose_seeker', 'involve_office', 'wait')),
    next_on DATE,
    is_done BOOLEAN NOT NULL DEFAULT false,
    text VARCHAR,
    account_id VARCHAR,
    actor_name VARCHAR
);
COMMENT ON TABLE conversation IS 'Log of talks about a unit; personal, only for those in charge.';
COMMENT ON COLUMN conversation.conversation_id IS 'Running number.';
COMMENT ON COLUMN conversation.unit_id IS 'Row of unit.';
COMMENT ON COLUMN conversation.owner_id IS 'Row of owner; null for talks with others.';
COMMENT ON COLUMN conversation.held_on IS 'Day of the talk.';
COMMENT ON COLUMN conversation.channel IS 'phone, visit, meeting, email, letter, other.';
COMMENT ON COLUMN conversation.with_whom IS 'Name of the person talked to; personal.';
COMMENT ON COLUMN conversation.result IS 'not_reached, interested, wants_advice, has_plans, offers_space, undecided, declined.';
COMMENT ON COLUMN conversation.next_step IS 'none, call_back, visit, send_information, propose_seeker, involve_office, wait.';
COMMENT ON COLUMN conversation.next_on IS 'Day of the next step.';
COMMENT ON COLUMN conversation.is_done IS 'Whether the next step was done.';
COMMENT ON COLUMN conversation.text IS 'What was said; personal.';
COMMENT ON COLUMN conversation.account_id IS 'Account that wrote it.';
COMMENT ON COLUMN conversation.actor_name IS 'Name of that account at the time.';

CREATE SEQUENCE advice_number;
CREATE TABLE advice (
    advice_id INTEGER NOT NULL DEFAULT nextval('advice_number'),
    unit_id VARCHAR NOT NULL,
    given_on DATE NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('funding', 'permit', 'letting', 'interim_use', 'renovation', 'accessibility', 'other')),
    note VARCHAR
);
COMMENT ON TABLE advice IS 'Advice given on a unit, without names.';
COMMENT ON COLUMN advice.advice_id IS 'Running number.';
COMMENT ON COLUMN advice.unit_id IS 'Row of unit.';
COMMENT ON COLUMN advice.given_on IS 'Day.';
COMMENT ON COLUMN advice.kind IS 'funding, permit, letting, interim_use, renovation, accessibility, other.';
COMMENT ON COLUMN advice.note IS 'What was advised, without names.';

CREATE SEQUENCE unit_link_number;
CREATE TABLE unit_link (
    link_id INTEGER NOT NULL DEFAULT nextval('unit_link_number'),
    unit_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    url VARCHAR NOT NULL CHECK (starts_with(url, 'https://')),
    added_on DATE NOT NULL
);
COMMENT ON TABLE unit_link IS 'Documents of a unit that lie elsewhere; internal.';
COMMENT ON COLUMN unit_link.link_id IS 'Running number.';
COMMENT ON COLUMN unit_link.unit_id IS 'Row of unit.';
COMMENT ON COLUMN unit_link.title IS 'What the document is.';
COMMENT ON COLUMN unit_link.url IS 'Address, https only.';
COMMENT ON COLUMN unit_link.added_on IS 'Day of the register on which it was added.';

CREATE SEQUENCE seeker_number;
CREATE TABLE seeker (
    seeker_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('business', 'association', 'artist', 'social', 'idea')),
    min_m2 DOUBLE,
    max_m2 DOUBLE,
    floors VARCHAR,
    most_steps INTEGER,
    grades VARCHAR,
    wanted_use VARCHAR,
    rent_limit_eur_m2 DOUBLE,
    area_ids VARCHAR[] NOT NULL,
    is_interim_enough BOOLEAN NOT NULL DEFAULT false,
    until DATE,
    note VARCHAR,
    is_open BOOLEAN NOT NULL DEFAULT true,
    revision INTEGER NOT NULL DEFAULT 1,
    recorded_on DATE NOT NULL
);
COMMENT ON TABLE seeker IS 'Somebody who seeks a space, or an idea that does; internal, without names.';
COMMENT ON COLUMN seeker.seeker_id IS 'Number.';
COMMENT ON COLUMN seeker.title IS 'What is sought, in a few words, without names.';
COMMENT ON COLUMN seeker.kind IS 'business, association, artist, social, idea.';
COMMENT ON COLUMN seeker.min_m2 IS 'Least area in m².';
COMMENT ON COLUMN seeker.max_m2 IS 'Most area in m².';
COMMENT ON COLUMN seeker.floors IS 'Floors that suit, separated by commas: basement, ground, upper; null for all.';
COMMENT ON COLUMN seeker.most_steps IS 'Most steps at the door; 0 is step-free.';
COMMENT ON COLUMN seeker.grades IS 'Location grades that suit, separated by commas; null for all.';
COMMENT ON COLUMN seeker.wanted_use IS 'Use (key of the catalogue of uses).';
COMMENT ON COLUMN seeker.rent_limit_eur_m2 IS 'Highest rent, € per m² and month.';
COMMENT ON COLUMN seeker.area_ids IS 'Areas that suit; empty for the whole city.';
COMMENT ON COLUMN seeker.is_interim_enough IS 'Whether an interim use is enough.';
COMMENT ON COLUMN seeker.until IS 'Last day on which the search is of use.';
COMMENT ON COLUMN seeker.note IS 'More on the need, without names.';
COMMENT ON COLUMN seeker.is_open IS 'Whether the search goes on.';
COMMENT ON COLUMN seeker.revision IS 'Grows by one with every change.';
COMMENT ON COLUMN seeker.recorded_on IS 'Day of the register on which it was recorded.';

CREATE TABLE seeker_person (
    seeker_id VARCHAR NOT NULL,
    name VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    source VARCHAR NOT NULL CHECK (source IN ('person', 'public', 'third')),
    legal_basis VARCHAR NOT NULL CHECK (legal_basis IN ('task', 'consent', 'contract')),
    recorded_on DATE NOT NULL
);
COMMENT ON TABLE seeker_person IS 'Personal values of a seeker; only for those in charge.';
COMMENT ON COLUMN seeker_person.seeker_id IS 'Row of seeker.';
COMMENT ON COLUMN seeker_person.name IS 'Name; personal.';
COMMENT ON COLUMN seeker_person.phone IS 'Telephone; personal.';
COMMENT ON COLUMN seeker_person.email IS 'E-mail; personal.';
COMMENT ON COLUMN seeker_person.source IS 'Where the values come from: person, public, third.';
COMMENT ON COLUMN seeker_person.legal_basis IS 'Why they may be kept: task, consent, contract.';
COMMENT ON COLUMN seeker_person.recorded_on IS 'Day of the register on which they were last recorded.';

CREATE TABLE reuse_match (
    seeker_id VARCHAR NOT NULL,
    unit_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL CHECK (decision IN ('proposed', 'viewing', 'agreed', 'declined_seeker', 'declined_owner', 'unsuitable')),
    reason VARCHAR,
    decided_on DATE NOT NULL,
    account_id VARCHAR,
    actor_name VARCHAR
);
COMMENT ON TABLE reuse_match IS 'What became of a unit proposed to a seeker: the last decision.';
COMMENT ON COLUMN reuse_match.seeker_id IS 'Row of seeker.';
COMMENT ON COLUMN reuse_match.unit_id IS 'Row of unit.';
COMMENT ON COLUMN reuse_match.decision IS 'proposed, viewing, agreed, declined_seeker, declined_owner, unsuitable.';
COMMENT ON COLUMN reuse_match.reason IS 'Why, without names.';
COMMENT ON COLUMN reuse_match.decided_on IS 'Day of the register.';
COMMENT ON COLUMN reuse_match.account_id IS 'Account that decided.';
COMMENT ON COLUMN reuse_match.actor_name IS 'Name of that account at the time.';

CREATE TABLE letter_template (
    name VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    sender VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    account_id VARCHAR
);
COMMENT ON TABLE letter_template IS 'Texts of serial letters, with placeholders instead of personal values.';
COMMENT ON COLUMN letter_template.name IS 'Name by which it is found again.';
COMMENT ON COLUMN letter_template.subject IS 'Subject line.';
COMMENT ON COLUMN letter_template.body IS 'Text with placeholders.';
COMMENT ON COLUMN letter_template.sender IS 'Office that writes: its name and address, line by line.';
COMMENT ON COLUMN letter_template.changed_at IS 'When it was last changed (UTC).';
COMMENT ON COLUMN letter_template.account_id IS 'Account that changed it last.';
