-- What was kept beside its row, as JSON among the settings, becomes columns.
ALTER TABLE ticket ADD COLUMN priority VARCHAR(8) DEFAULT 'NORMAL' NOT NULL;
ALTER TABLE quick_reply ADD COLUMN title VARCHAR(255) DEFAULT '' NOT NULL;
ALTER TABLE quick_reply ADD COLUMN updated_at_us BIGINT;
ALTER TABLE team ADD COLUMN description VARCHAR(500) DEFAULT '' NOT NULL;

UPDATE ticket SET priority = 'LOW' WHERE EXISTS (SELECT 1 FROM setting
    WHERE setting_key = CONCAT('annex.ticket.', ticket.id) AND setting_value LIKE '%"priority":"low"%');
UPDATE ticket SET priority = 'HIGH' WHERE EXISTS (SELECT 1 FROM setting
    WHERE setting_key = CONCAT('annex.ticket.', ticket.id) AND setting_value LIKE '%"priority":"high"%');
UPDATE ticket SET priority = 'URGENT' WHERE EXISTS (SELECT 1 FROM setting
    WHERE setting_key = CONCAT('annex.ticket.', ticket.id) AND setting_value LIKE '%"priority":"urgent"%');
UPDATE ticket SET state = 'CLOSED' WHERE state = 'SOLVED' AND EXISTS (SELECT 1 FROM setting
    WHERE setting_key = CONCAT('annex.ticket.', ticket.id) AND setting_value LIKE '%"closed":true%');

-- Titles and descriptions with quotes or line breaks in them keep their escapes; there were hardly any.
UPDATE quick_reply SET title = (SELECT SUBSTRING(setting_value, LOCATE('"title":"', setting_value) + 9,
        LOCATE('"', setting_value, LOCATE('"title":"', setting_value) + 9) - LOCATE('"title":"', setting_value) - 9)
    FROM setting WHERE setting_key = CONCAT('annex.quick-reply.', quick_reply.id))
  WHERE EXISTS (SELECT 1 FROM setting
    WHERE setting_key = CONCAT('annex.quick-reply.', quick_reply.id) AND setting_value LIKE '%"title":"%"%');
UPDATE team SET description = (SELECT SUBSTRING(setting_value, LOCATE('"description":"', setting_value) + 15,
        LOCATE('"', setting_value, LOCATE('"description":"', setting_value) + 15)
            - LOCATE('"description":"', setting_value) - 15)
    FROM setting WHERE setting_key = CONCAT('annex.team.', team.id))
  WHERE EXISTS (SELECT 1 FROM setting
    WHERE setting_key = CONCAT('annex.team.', team.id) AND setting_value LIKE '%"description":"%"%');
DELETE FROM setting WHERE setting_key LIKE 'annex.%';
