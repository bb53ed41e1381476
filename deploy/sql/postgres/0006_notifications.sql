-- Notifications as operators ask for them: newest first, by state, and tried again.
-- created_at: when it was made of its announcement. Of rows that are there already that is when their announcement was expanded.
-- claimed_until: until when its silo has it. While that is the next attempt too, it is under way.
-- retries: how often a person had it tried again; its attempts are counted anew each time, so an outcome has to name both.
ALTER TABLE notifications
  ADD COLUMN created_at timestamptz,
  ADD COLUMN claimed_until timestamptz,
  ADD COLUMN retries int NOT NULL DEFAULT 0;

UPDATE notifications AS n SET created_at = coalesce(a.expanded_at, a.announced_at)
FROM announcements AS a
WHERE a.source = n.source AND a.kind = n.kind AND a.entity_id = n.entity_id AND a.thing = n.thing AND a.revision = n.revision;

-- The default is for older programs that still run: for them it is made now, too. Each notification is of an announcement, so none is left without.
ALTER TABLE notifications ALTER COLUMN created_at SET DEFAULT now(), ALTER COLUMN created_at SET NOT NULL;

-- Of a state by itself, of a source by merging the three. Partial on a condition that only lists state: see 0001. Lists of an entity go by notifications_once.
CREATE INDEX notifications_by_state ON notifications (source, state, created_at, id) WHERE revision >= 0;

-- Older programs may stay while they are replaced: they send and record as before. What they do not know of is who has a notification: one that a person
-- has tried again while such a program is sending it may go out twice, under the same id.
UPDATE flexport_schema SET version = 6;
