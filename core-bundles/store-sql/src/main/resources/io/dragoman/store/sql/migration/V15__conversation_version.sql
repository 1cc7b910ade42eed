-- Grows with each change of the row. The log's writer keeps rows in memory and believes them only while this number is
-- the same, so whoever changes a conversation by another way has to count it up.
ALTER TABLE conversation ADD COLUMN version BIGINT DEFAULT 0 NOT NULL;
