-- Who hears of what. Documents are JSON as the program writes it, contacts' secrets within.
CREATE TABLE stakeholders (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- Whom a subscription names is there as long as it is.
CREATE TABLE subscriptions (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  stakeholder TEXT NOT NULL,
  backup_stakeholder TEXT,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriptions_by_stakeholder ON subscriptions (source, stakeholder);
CREATE INDEX subscriptions_by_backup ON subscriptions (source, backup_stakeholder) WHERE backup_stakeholder IS NOT NULL;

-- One row: higher with each change of the two, so that a silo that knows them reads a number only.
CREATE TABLE subscriptions_version (version INTEGER NOT NULL) STRICT;
INSERT INTO subscriptions_version VALUES (1);

-- What a subscription compares the next estimate with, and the revision that was looked at last. A value that is null is one taken back.
CREATE TABLE told_estimates (
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  subscription TEXT NOT NULL,
  revision INTEGER NOT NULL,
  value INTEGER,
  PRIMARY KEY (source, kind, entity_id, thing, subscription)
) STRICT, WITHOUT ROWID;

-- SQLite changes no CHECK in place: the table is written anew.
-- target: what a notification is sent to; one that fails is left alone by itself. The channel's name for the one in the configuration.
-- escalate_at: when the backup is told; null when nobody is to be told, or has been.
-- told_before: of an estimate, the one that the subscription knew of.
-- digest: the notification that collects this one. A digest is a notification of an announcement that nobody made: kind 0, no entity, version 0.
CREATE TABLE notifications_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  announcement INTEGER NOT NULL REFERENCES announcements (number),
  source TEXT NOT NULL,
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
INSERT INTO notifications_new (number, id, announcement, source, subscription, channel, target, state, attempts, retries, created_at, next_attempt_at, claimed_until,
  sent_at, last_error)
SELECT number, id, announcement, source, subscription, channel, channel, state, attempts, retries, created_at, next_attempt_at, claimed_until, sent_at, last_error
FROM notifications;
DROP TABLE notifications;
ALTER TABLE notifications_new RENAME TO notifications;
CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE UNIQUE INDEX notifications_once ON notifications (announcement, subscription);
CREATE INDEX notifications_by_state ON notifications (source, state, created_at, id);

-- From target to target, and of each what is due: what waits for one that is left alone is not walked through.
CREATE INDEX notifications_due ON notifications (target, next_attempt_at, number) WHERE state = 'pending';
CREATE INDEX notifications_escalating ON notifications (escalate_at) WHERE escalate_at IS NOT NULL;
CREATE INDEX notifications_collected ON notifications (digest) WHERE digest IS NOT NULL;

-- Digests are among them: lists of announcements leave these out.
DROP INDEX announcements_newest;
CREATE INDEX announcements_newest ON announcements (source, announced_at DESC) WHERE version > 0;

-- Older programs tell everybody everything.
UPDATE flexport_schema SET version = 7, oldest_program = 7;
