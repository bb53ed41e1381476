-- What is told to one subscription of one thing of one entity is a lane: one row, in which at most one message waits, that of what holds now.
-- Ids of lanes, generations and holders are the 16 bytes of a UUID in the order in which it is written.

-- generation: given when it is made; one of the same id that is made anew inherits nothing. version: that of subscriptions_version when it was saved last, for If-Match.
ALTER TABLE subscriptions ADD COLUMN generation BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';
ALTER TABLE subscriptions ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stakeholders ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
UPDATE subscriptions SET generation = randomblob(16);

-- id: see LaneKey. subscription: its id, followed by #backup where its backup contact is told. Of a digest kind is 0, entity_id empty and thing 'digest', revision its number.
-- target: where what waits goes. needs: the capability that a program must have to send it.
-- revision, message, announced_at, fits: of the last announcement of the thing. Of a digest message is empty while it is open.
-- since: when something began to wait. told: what was told last, null where that is message itself, or nothing was told (told_revision null).
-- doubtful: something may have been heard beyond that. base, has_base: of an estimate, what it is compared with until something has been told; a base that is null is one taken back.
-- state: 0 idle, 1 waiting, 2 collected, 3 failed. digest: the number of the closed digest that has it.
CREATE TABLE lanes (
  id BLOB NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  subscription TEXT NOT NULL,
  generation BLOB NOT NULL,
  target TEXT NOT NULL,
  needs INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  message BLOB NOT NULL,
  announced_at INTEGER NOT NULL,
  fits INTEGER NOT NULL,
  since INTEGER NOT NULL,
  told_revision INTEGER,
  told BLOB,
  told_at INTEGER,
  doubtful INTEGER NOT NULL DEFAULT 0,
  base INTEGER,
  has_base INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL,
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  digest INTEGER,
  escalate_at INTEGER,
  CONSTRAINT lanes_wait_for_something CHECK (state <> 1 OR due_at IS NOT NULL)
) STRICT;
-- The lanes of a thing, and of these the ones in which something waits.
CREATE INDEX lanes_by_entity ON lanes (source, kind, entity_id, thing, state);
CREATE INDEX lanes_waiting ON lanes (target, due_at, id) WHERE state = 1;
-- What is to come for a subscription; what a digest has collected, by when it was announced.
CREATE INDEX lanes_open ON lanes (generation, subscription, state, digest, announced_at, id) WHERE state <> 0;
CREATE INDEX lanes_listed ON lanes (source, state, since, id) WHERE state IN (1, 2);
-- Those that have been tried, and those of a target, which may be failing.
CREATE INDEX lanes_tried ON lanes (escalate_at, id) WHERE escalate_at IS NOT NULL AND (state = 3 OR attempts > 0);
CREATE INDEX lanes_escalating ON lanes (target, escalate_at, id) WHERE escalate_at IS NOT NULL;
-- What may be forgotten. The numbers of digests are not given twice.
CREATE INDEX lanes_idle ON lanes (announced_at) WHERE state = 0 AND kind <> 0;

-- A target that something waits for. One holder has it until lease_until; null: nobody has. Nobody else has the file: what another holder had is abandoned.
-- due_at: not later than the first that waits. news: higher with everything that comes to wait. not_before: left alone until then; failing_since: because it fails.
CREATE TABLE mailboxes (
  target TEXT NOT NULL PRIMARY KEY,
  due_at INTEGER NOT NULL,
  news INTEGER NOT NULL DEFAULT 1,
  needs INTEGER NOT NULL,
  holder BLOB,
  lease_until INTEGER,
  not_before INTEGER,
  failing_since INTEGER
) STRICT, WITHOUT ROWID;
-- When one is to be looked at: what is paused, or had, is not walked through.
CREATE INDEX mailboxes_free ON mailboxes (coalesce(max(due_at, not_before), due_at)) WHERE holder IS NULL;
CREATE INDEX mailboxes_held ON mailboxes (lease_until) WHERE holder IS NOT NULL;
CREATE INDEX mailboxes_failing ON mailboxes (target) WHERE failing_since IS NOT NULL;

-- What was sent or given up, for people who ask who was told what. id: see MessageIds; of messages of older programs as they made it.
CREATE TABLE messages (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  entity_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  revision INTEGER NOT NULL,
  subscription TEXT NOT NULL,
  channel TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'failed')),
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  ended_at INTEGER NOT NULL,
  last_error TEXT,
  message BLOB NOT NULL,
  words TEXT
) STRICT;
CREATE INDEX messages_by_state ON messages (source, state, created_at, id);
CREATE INDEX messages_by_entity ON messages (source, kind, entity_id, thing, revision, subscription);
CREATE INDEX messages_ended ON messages (ended_at);

-- Programs of schema 11 run on it as they did.
UPDATE flexport_schema SET version = 12;
