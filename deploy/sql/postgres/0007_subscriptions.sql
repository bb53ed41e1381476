-- Who hears of what. Documents are JSON as the program writes it, contacts' secrets within.
CREATE TABLE stakeholders (
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  document text COLLATE "C" NOT NULL,
  PRIMARY KEY (source, id)
);

-- Whom a subscription names is there as long as it is.
CREATE TABLE subscriptions (
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  stakeholder text COLLATE "C" NOT NULL,
  backup_stakeholder text COLLATE "C",
  document text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (source, id),
  FOREIGN KEY (source, stakeholder) REFERENCES stakeholders (source, id),
  FOREIGN KEY (source, backup_stakeholder) REFERENCES stakeholders (source, id)
);
CREATE INDEX subscriptions_by_stakeholder ON subscriptions (source, stakeholder);
CREATE INDEX subscriptions_by_backup ON subscriptions (source, backup_stakeholder) WHERE backup_stakeholder IS NOT NULL;

-- One row: higher with each change of the two, so that a silo that knows them reads a number only.
CREATE TABLE subscriptions_version (version bigint NOT NULL);
INSERT INTO subscriptions_version VALUES (1);

-- What a subscription compares the next estimate with, and the revision that was looked at last. A value that is null is one taken back.
CREATE TABLE told_estimates (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  thing text COLLATE "C" NOT NULL,
  subscription text COLLATE "C" NOT NULL,
  revision int NOT NULL,
  value timestamptz,
  PRIMARY KEY (source, kind, entity_id, thing, subscription)
);

-- target: what a notification is sent to; one that fails is left alone by itself. The channel's name for the one in the configuration.
-- escalate_at: when the backup is told; null when nobody is to be told, or has been.
-- told_before: of an estimate, the one that the subscription knew of.
-- digest: the notification that collects this one. A digest is a notification of an announcement that nobody made: kind 0, no entity, version 0.
ALTER TABLE notifications
  ADD COLUMN target text COLLATE "C",
  ADD COLUMN escalate_at timestamptz,
  ADD COLUMN backup_channel text COLLATE "C",
  ADD COLUMN backup_target text COLLATE "C",
  ADD COLUMN digest text COLLATE "C",
  ADD COLUMN told_before timestamptz,
  DROP CONSTRAINT notifications_state_check,
  ADD CONSTRAINT notifications_state_check CHECK (state IN ('pending', 'sent', 'failed', 'collected'));
UPDATE notifications SET target = channel;
ALTER TABLE notifications ALTER COLUMN target SET NOT NULL;

-- From target to target, and of each what is due: what waits for one that is left alone is not walked through.
CREATE INDEX notifications_due_by_target ON notifications (target, next_attempt_at, id) WHERE state = 'pending';
DROP INDEX notifications_due;
CREATE INDEX notifications_escalating ON notifications (escalate_at) WHERE escalate_at IS NOT NULL;
CREATE INDEX notifications_collected ON notifications (digest) WHERE digest IS NOT NULL;

-- Older programs tell everybody everything. Those that still run meanwhile cannot, for want of a target, and leave it to newer ones.
UPDATE flexport_schema SET version = 7, oldest_program = 7;
