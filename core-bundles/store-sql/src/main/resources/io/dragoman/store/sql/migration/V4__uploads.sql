CREATE TABLE upload (
    id VARCHAR(64) NOT NULL,
    site VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    owner VARCHAR(255) NOT NULL,
    name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(128) NOT NULL,
    size_bytes BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE INDEX ix_upload_owner ON upload (owner, at_us);
CREATE INDEX ix_upload_conversation ON upload (conversation_id);
