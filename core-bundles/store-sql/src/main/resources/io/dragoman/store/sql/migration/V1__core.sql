-- One text for H2 and MariaDB. The few places where they differ are placeholders:
--   ${text}   text of up to a million characters
--   ${table}  engine, character set and byte-for-byte comparison
-- Instants are microseconds since 1970 UTC and end in _us. JSON is text that the store never looks into.
-- Lists run from the newest to the oldest, and H2 reads an index only in the direction in which it was made.

CREATE TABLE site (
    id VARCHAR(64) NOT NULL,
    name_zh VARCHAR(255) NOT NULL,
    name_en VARCHAR(255) NOT NULL,
    zone VARCHAR(64) NOT NULL,
    language VARCHAR(35) NOT NULL,
    PRIMARY KEY (id)
) ${table};

CREATE TABLE team (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    team_key VARCHAR(64) NOT NULL,
    name_zh VARCHAR(255) NOT NULL,
    name_en VARCHAR(255) NOT NULL,
    members ${text} NOT NULL,
    is_fallback BOOLEAN NOT NULL,
    hours VARCHAR(500),
    PRIMARY KEY (id),
    CONSTRAINT uq_team_key UNIQUE (site, team_key)
) ${table};

CREATE TABLE users (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64),
    username VARCHAR(191) NOT NULL,
    name VARCHAR(255) NOT NULL,
    password_hash VARCHAR(500) NOT NULL,
    roles VARCHAR(255) NOT NULL,
    enabled BOOLEAN NOT NULL,
    locale VARCHAR(35) NOT NULL,
    capacity INT NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_users_username UNIQUE (username)
) ${table};

CREATE TABLE setting (
    setting_key VARCHAR(191) NOT NULL,
    setting_value ${text} NOT NULL,
    PRIMARY KEY (setting_key)
) ${table};

CREATE TABLE contact (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    name VARCHAR(255) NOT NULL,
    customer_id VARCHAR(191),
    attributes ${text} NOT NULL,
    created_at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_contact_customer ON contact (site, customer_id);

CREATE TABLE contact_address (
    site VARCHAR(64) NOT NULL,
    channel VARCHAR(64) NOT NULL,
    account VARCHAR(128) NOT NULL,
    address_user VARCHAR(255) NOT NULL,
    contact_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (site, channel, account, address_user)
) ${table};
CREATE INDEX ix_contact_address_contact ON contact_address (contact_id);

-- last_visitor_seq and waiting_since_us follow from the log; they are kept so that "what has the bot still to do"
-- is one index entry per waiting conversation.
CREATE TABLE conversation (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    channel VARCHAR(64) NOT NULL,
    account VARCHAR(128) NOT NULL,
    address_user VARCHAR(255) NOT NULL,
    live BOOLEAN NOT NULL,
    contact_id VARCHAR(64) NOT NULL,
    state VARCHAR(8) NOT NULL,
    epoch INT NOT NULL,
    language VARCHAR(35) NOT NULL,
    last_seq BIGINT NOT NULL,
    last_text VARCHAR(255) NOT NULL,
    priority INT NOT NULL,
    tags ${text} NOT NULL,
    handled_seq BIGINT NOT NULL,
    bot_turns INT NOT NULL,
    bot_misses INT NOT NULL,
    sentiment DOUBLE PRECISION NOT NULL,
    dialogue ${text} NOT NULL,
    profile ${text} NOT NULL,
    team VARCHAR(64),
    assignee VARCHAR(64),
    summary ${text} NOT NULL,
    reason ${text} NOT NULL,
    queued_at_us BIGINT,
    read_visitor BIGINT NOT NULL,
    read_agent BIGINT NOT NULL,
    last_customer_at_us BIGINT,
    window_sends INT NOT NULL,
    opened_at_us BIGINT NOT NULL,
    last_activity_at_us BIGINT NOT NULL,
    closed_at_us BIGINT,
    last_visitor_seq BIGINT NOT NULL,
    waiting_since_us BIGINT,
    PRIMARY KEY (id),
    CONSTRAINT uq_conversation_address UNIQUE (site, channel, account, address_user)
) ${table};
CREATE INDEX ix_conversation_activity ON conversation (state, last_activity_at_us DESC, id DESC);
CREATE INDEX ix_conversation_assignee ON conversation (assignee);
CREATE INDEX ix_conversation_contact ON conversation (contact_id);
CREATE INDEX ix_conversation_waiting ON conversation (waiting_since_us, id);

CREATE TABLE message (
    conversation_id VARCHAR(64) NOT NULL,
    seq BIGINT NOT NULL,
    site VARCHAR(64) NOT NULL,
    at_us BIGINT NOT NULL,
    author_kind VARCHAR(8) NOT NULL,
    author_id VARCHAR(255) NOT NULL,
    author_name VARCHAR(255) NOT NULL,
    parts ${text} NOT NULL,
    client_key VARCHAR(200),
    in_reply_to BIGINT,
    PRIMARY KEY (conversation_id, seq),
    CONSTRAINT uq_message_client_key UNIQUE (conversation_id, client_key)
) ${table};

CREATE TABLE message_trace (
    conversation_id VARCHAR(64) NOT NULL,
    seq BIGINT NOT NULL,
    site VARCHAR(64) NOT NULL,
    trace ${text} NOT NULL,
    PRIMARY KEY (conversation_id, seq)
) ${table};

CREATE TABLE counter (
    name VARCHAR(64) NOT NULL,
    counter_value BIGINT NOT NULL,
    PRIMARY KEY (name)
) ${table};
INSERT INTO counter (name, counter_value) VALUES ('dseq', 0);

-- "batch" tells whose transaction a row came with, for the writer that lost its connection while committing.
CREATE TABLE desk_change (
    dseq BIGINT NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    from_seq BIGINT NOT NULL,
    to_seq BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    PRIMARY KEY (dseq)
) ${table};

CREATE TABLE event (
    id VARCHAR(128) NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    dseq BIGINT NOT NULL,
    event_type VARCHAR(128) NOT NULL,
    body ${text} NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_event_dseq ON event (dseq);

CREATE TABLE outbox (
    id VARCHAR(96) NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    seq BIGINT NOT NULL,
    channel VARCHAR(64) NOT NULL,
    account VARCHAR(128) NOT NULL,
    address_user VARCHAR(255) NOT NULL,
    state VARCHAR(8) NOT NULL,
    attempts INT NOT NULL,
    due_at_us BIGINT NOT NULL,
    reason ${text} NOT NULL,
    external_id VARCHAR(255),
    PRIMARY KEY (id),
    CONSTRAINT uq_outbox_message UNIQUE (conversation_id, seq)
) ${table};
CREATE INDEX ix_outbox_due ON outbox (state, due_at_us, id);

CREATE TABLE ticket (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    contact_id VARCHAR(64) NOT NULL,
    team VARCHAR(64) NOT NULL,
    subject VARCHAR(500) NOT NULL,
    body ${text} NOT NULL,
    state VARCHAR(8) NOT NULL,
    assignee VARCHAR(64),
    comments ${text} NOT NULL,
    created_at_us BIGINT NOT NULL,
    updated_at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_ticket_created ON ticket (created_at_us DESC, id DESC);
CREATE INDEX ix_ticket_conversation ON ticket (conversation_id);
CREATE INDEX ix_ticket_contact ON ticket (contact_id);

CREATE TABLE note (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    after_seq BIGINT NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    user_name VARCHAR(255) NOT NULL,
    body ${text} NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_note_conversation ON note (conversation_id, at_us);

CREATE TABLE quick_reply (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    shortcut VARCHAR(128) NOT NULL,
    language VARCHAR(35) NOT NULL,
    body ${text} NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_quick_reply_site ON quick_reply (site, shortcut);

CREATE TABLE rating (
    id VARCHAR(96) NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    epoch INT NOT NULL,
    score INT NOT NULL,
    remark ${text} NOT NULL,
    agent VARCHAR(64),
    at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_rating_at ON rating (at_us DESC, id DESC);

CREATE TABLE audit (
    id VARCHAR(64) NOT NULL,
    at_us BIGINT NOT NULL,
    user_id VARCHAR(191) NOT NULL,
    username VARCHAR(191) NOT NULL,
    action VARCHAR(128) NOT NULL,
    target VARCHAR(500) NOT NULL,
    detail ${text} NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_audit_at ON audit (at_us DESC, id DESC);

CREATE TABLE article (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    language VARCHAR(35) NOT NULL,
    category VARCHAR(255) NOT NULL,
    questions ${text} NOT NULL,
    answer ${text} NOT NULL,
    source VARCHAR(1000) NOT NULL,
    enabled BOOLEAN NOT NULL,
    version INT NOT NULL,
    updated_at_us BIGINT NOT NULL,
    updated_by VARCHAR(191) NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_article_updated ON article (updated_at_us DESC, id DESC);
