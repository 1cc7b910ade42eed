-- Who hears of what happens here.
CREATE TABLE event_subscription (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64),
    name VARCHAR(255) NOT NULL,
    url VARCHAR(2000) NOT NULL,
    secret VARCHAR(255) NOT NULL,
    previous_secret VARCHAR(255),
    previous_until_us BIGINT,
    types ${text} NOT NULL,
    enabled BOOLEAN NOT NULL,
    disabled_reason VARCHAR(1000) NOT NULL,
    failing_since_us BIGINT,
    created_at_us BIGINT NOT NULL,
    updated_at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};

CREATE INDEX ix_event_at ON event (at_us);

-- One row per event and subscription, made with the event.
CREATE TABLE event_delivery (
    id VARCHAR(200) NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    event_id VARCHAR(128) NOT NULL,
    site VARCHAR(64) NOT NULL,
    event_type VARCHAR(128) NOT NULL,
    state VARCHAR(9) NOT NULL,
    attempts INT NOT NULL,
    due_at_us BIGINT NOT NULL,
    created_at_us BIGINT NOT NULL,
    status INT NOT NULL,
    reason VARCHAR(1000) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_event_delivery UNIQUE (subscription_id, event_id)
) ${table};
CREATE INDEX ix_event_delivery_due ON event_delivery (subscription_id, state, due_at_us, id);
CREATE INDEX ix_event_delivery_created ON event_delivery (created_at_us DESC, id DESC);
CREATE INDEX ix_event_delivery_event ON event_delivery (event_id);

-- What became of each try.
CREATE TABLE event_attempt (
    delivery_id VARCHAR(200) NOT NULL,
    at_us BIGINT NOT NULL,
    status INT NOT NULL,
    latency_ms BIGINT NOT NULL,
    url VARCHAR(2000) NOT NULL,
    headers VARCHAR(2000) NOT NULL,
    response ${text} NOT NULL,
    reason VARCHAR(1000) NOT NULL,
    PRIMARY KEY (delivery_id, at_us)
) ${table};
CREATE INDEX ix_event_attempt_at ON event_attempt (at_us);
