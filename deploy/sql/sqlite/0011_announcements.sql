-- Announcements stand with their commit, and whoever makes something of them reads the commits in order.
-- announcements: all that the batch announced, in the order of the batch, in the form of Silo/Storage/AnnouncementBlock.cs; null: nothing.
-- refused: the places, from 0, of the keys in entities whose runs were refused, as a JSON array; what the commit has of them counts for nothing. Null: none was.
ALTER TABLE commits ADD COLUMN announcements BLOB;
ALTER TABLE commits ADD COLUMN refused TEXT;

-- How many things an event announced; null: none. What they are stands with its commit.
ALTER TABLE events ADD COLUMN announces INTEGER;

-- Who reads the commits in order, and how far each has come: the commit and all before it. One writer hands out the ids, so their order is that of the commits.
-- part: 0: the whole commit; above 0: only so many of its announcements; below 0: the whole commit, and so many of old_announcements, which come before all others.
CREATE TABLE readers (
  name TEXT PRIMARY KEY,
  id INTEGER NOT NULL,
  part INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- Behind everything that exists.
INSERT INTO readers (name, id) SELECT 'notifications', coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'commits'), 0);

-- Notifications carry what they say and what they are about. SQLite changes no constraint in place: the table is written anew.
-- A digest says what it has collected; announced_at is when it was begun.
CREATE TABLE notifications_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  revision INTEGER NOT NULL,
  announced_at INTEGER NOT NULL,
  message BLOB NOT NULL,
  subscription TEXT NOT NULL,
  channel TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed', 'collected')),
  attempts INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  claimed_until INTEGER,
  sent_at INTEGER,
  last_error TEXT,
  escalate_at INTEGER,
  backup_channel TEXT,
  backup_target TEXT,
  digest TEXT,
  told_before INTEGER
) STRICT;
INSERT INTO notifications_new (number, id, source, kind, entity_id, thing, revision, announced_at, message, subscription, channel, target, state, attempts, retries,
  created_at, next_attempt_at, claimed_until, sent_at, last_error, escalate_at, backup_channel, backup_target, digest, told_before)
SELECT n.number, n.id, a.source, a.kind, a.entity_id, a.thing, a.revision, a.announced_at, a.message, n.subscription, n.channel, n.target, n.state, n.attempts, n.retries,
  n.created_at, n.next_attempt_at, n.claimed_until, n.sent_at, n.last_error, n.escalate_at, n.backup_channel, n.backup_target, n.digest, n.told_before
FROM notifications AS n JOIN announcements AS a ON a.number = n.announcement;
DROP TABLE notifications;
ALTER TABLE notifications_new RENAME TO notifications;
CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE UNIQUE INDEX notifications_once ON notifications (source, kind, entity_id, thing, revision, subscription);
CREATE INDEX notifications_by_state ON notifications (source, state, created_at, id);
CREATE INDEX notifications_due ON notifications (target, next_attempt_at, number) WHERE state = 'pending';
CREATE INDEX notifications_escalating ON notifications (escalate_at) WHERE escalate_at IS NOT NULL;
CREATE INDEX notifications_collected ON notifications (digest) WHERE digest IS NOT NULL;

-- What programs of schema 10 and before announced. What is not expanded in it is expanded first; apart from that it is only read.
ALTER TABLE announcements RENAME TO old_announcements;
DROP INDEX announcements_once;
DROP INDEX announcements_owed;
DROP INDEX announcements_newest;
CREATE UNIQUE INDEX old_announcements_once ON old_announcements (source, kind, entity_id, thing, revision);
CREATE INDEX old_announcements_owed ON old_announcements (number) WHERE expanded_at IS NULL;
CREATE INDEX old_announcements_newest ON old_announcements (source, announced_at DESC) WHERE version > 0;
-- Digests stood among the announcements for want of another place.
DELETE FROM old_announcements WHERE version = 0;

-- Older programs announce where nobody looks.
UPDATE flexport_schema SET version = 11, oldest_program = 11;
