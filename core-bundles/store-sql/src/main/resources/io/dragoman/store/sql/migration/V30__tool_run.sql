-- Changes that customers have agreed to: each key is carried out once.
CREATE TABLE tool_run (
    run_key VARCHAR(191) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    skill VARCHAR(64) NOT NULL,
    tool VARCHAR(64) NOT NULL,
    customer_id VARCHAR(191),
    arguments ${text} NOT NULL,
    outcome ${text} NOT NULL,
    begun_us BIGINT NOT NULL,
    ended_us BIGINT,
    PRIMARY KEY (run_key)
) ${table};
CREATE INDEX ix_tool_run_begun ON tool_run (begun_us);
