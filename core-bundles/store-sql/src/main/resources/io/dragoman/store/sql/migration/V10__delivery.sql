-- What is being sent just now: a lease that ran out tells from this that the message may have left.
ALTER TABLE outbox ADD COLUMN sending_since_us BIGINT;

-- Notes are changes of the desk, so that a console that slept hears of them.
ALTER TABLE note ADD COLUMN dseq BIGINT;
CREATE INDEX ix_note_dseq ON note (dseq);

-- The ids that platforms gave their messages. They outlive what becomes of the messages.
CREATE TABLE arrival (
    channel VARCHAR(64) NOT NULL,
    account VARCHAR(128) NOT NULL,
    external_id VARCHAR(255) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (channel, account, external_id)
) ${table};
CREATE INDEX ix_arrival_at ON arrival (at_us);
