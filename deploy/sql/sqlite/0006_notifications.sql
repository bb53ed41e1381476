-- Notifications as operators ask for them: newest first, by state, and tried again.
-- created_at: when it was made of its announcement. Of rows that are there already that is when their announcement was expanded.
-- source: its announcement's, for the index.
-- claimed_until: until when it is left to who claimed it. While that is the next attempt too, it is under way.
-- retries: how often a person had it tried again; its attempts are counted anew each time, so an outcome has to name both.
ALTER TABLE notifications ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notifications ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE notifications ADD COLUMN claimed_until INTEGER;
ALTER TABLE notifications ADD COLUMN retries INTEGER NOT NULL DEFAULT 0;

UPDATE notifications SET (created_at, source) = (
  SELECT coalesce(expanded_at, announced_at), announcements.source FROM announcements WHERE number = notifications.announcement);

-- Of a state by itself, of a source by merging the three. Lists of an entity go by announcements_once and notifications_once.
CREATE INDEX notifications_by_state ON notifications (source, state, created_at, id);

-- Older programs take "source" for their announcement's, which is ambiguous now, and would make notifications that no list finds.
UPDATE flexport_schema SET version = 6, oldest_program = 6;
