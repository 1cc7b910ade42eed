-- Tokens with which programs call tools; only the hash is kept.
CREATE TABLE service_token (
    id VARCHAR(64) NOT NULL,
    name VARCHAR(191) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    site VARCHAR(64),
    scopes VARCHAR(500) NOT NULL,
    per_minute INT NOT NULL,
    created_by VARCHAR(191) NOT NULL,
    created_us BIGINT NOT NULL,
    PRIMARY KEY (id)
) ${table};
CREATE UNIQUE INDEX ux_service_token_hash ON service_token (token_hash);
