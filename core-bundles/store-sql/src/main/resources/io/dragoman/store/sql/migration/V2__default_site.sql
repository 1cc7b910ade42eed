-- Which site is meant where none is named.
ALTER TABLE site ADD COLUMN is_default BOOLEAN DEFAULT FALSE NOT NULL;
UPDATE site SET is_default = TRUE WHERE id = 'demo';
