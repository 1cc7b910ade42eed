-- The export of a day and the deletion by age read the log by time. New entries come at the end of the index, so
-- that it costs the log's writer little.
CREATE INDEX ix_message_at ON message (site, at_us, conversation_id, seq);

-- A conversation that goes takes its ratings and events along.
CREATE INDEX ix_rating_conversation ON rating (conversation_id);
CREATE INDEX ix_event_conversation ON event (conversation_id);
