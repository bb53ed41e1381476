-- What is told to one subscription of one thing of one entity is a lane: one row, in which at most one message waits, that of what holds now.

-- generation: given when it is made; one of the same id that is made anew inherits nothing. version: that of subscriptions_version when it was saved last, for If-Match.
ALTER TABLE subscriptions ADD COLUMN generation uuid NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN version bigint NOT NULL DEFAULT 0;
ALTER TABLE stakeholders ADD COLUMN version bigint NOT NULL DEFAULT 0;

-- id: see LaneKey. subscription: its id, followed by #backup where its backup contact is told. Of a digest kind is 0, entity_id empty and thing 'digest', revision its number.
-- target: where what waits goes. needs: the capability that a program must have to send it.
-- revision, message, announced_at, fits: of the last announcement of the thing. Of a digest message is empty while it is open.
-- since: when something began to wait. told: what was told last, null where that is message itself, or nothing was told (told_revision null).
-- doubtful: something may have been heard beyond that. base, has_base: of an estimate, what it is compared with until something has been told; a base that is null is one taken back.
-- state: 0 idle, 1 waiting, 2 collected, 3 failed. digest: the number of the closed digest that has it.
CREATE TABLE lanes (
  id uuid PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  thing text COLLATE "C" NOT NULL,
  subscription text COLLATE "C" NOT NULL,
  generation uuid NOT NULL,
  target text COLLATE "C" NOT NULL,
  needs smallint NOT NULL,
  revision int NOT NULL,
  message bytea NOT NULL,
  announced_at timestamptz NOT NULL,
  fits boolean NOT NULL,
  since timestamptz NOT NULL,
  told_revision int,
  told bytea,
  told_at timestamptz,
  doubtful boolean NOT NULL DEFAULT false,
  base timestamptz,
  has_base boolean NOT NULL DEFAULT false,
  state smallint NOT NULL,
  due_at timestamptz,
  attempts int NOT NULL DEFAULT 0,
  retries int NOT NULL DEFAULT 0,
  last_error text COLLATE "C",
  digest int,
  escalate_at timestamptz,
  CONSTRAINT lanes_wait_for_something CHECK (state <> 1 OR due_at IS NOT NULL)
) WITH (fillfactor = 80);
CREATE INDEX lanes_by_entity ON lanes (source, kind, entity_id, thing);
CREATE INDEX lanes_waiting ON lanes (target, due_at, id) WHERE state = 1;
CREATE INDEX lanes_open ON lanes (generation, subscription, source, state, announced_at, id) WHERE state <> 0;
CREATE INDEX lanes_of_digest ON lanes (generation, subscription, source, digest) WHERE digest IS NOT NULL;
CREATE INDEX lanes_listed ON lanes (source, state, since, id) WHERE state IN (1, 2);
-- Whose backup hears of it when its time has come; and those for whom that depends on their mailbox.
CREATE INDEX lanes_escalating ON lanes (escalate_at, id) WHERE escalate_at IS NOT NULL AND (state = 3 OR attempts > 0);
CREATE INDEX lanes_with_backup ON lanes (target, escalate_at, id) WHERE escalate_at IS NOT NULL AND state = 1 AND attempts = 0;
CREATE INDEX lanes_idle ON lanes (greatest(announced_at, told_at)) WHERE state = 0 AND kind <> 0;

-- A target that something waits for. One silo has it until lease_until by the database's clock; null: nobody has.
-- due_at: not later than the first that waits. news: higher with everything that comes to wait. not_before: left alone until then; failing_since: because it fails.
CREATE TABLE mailboxes (
  target text COLLATE "C" PRIMARY KEY,
  due_at timestamptz NOT NULL,
  news bigint NOT NULL DEFAULT 1,
  needs smallint NOT NULL,
  holder uuid,
  lease_until timestamptz,
  not_before timestamptz,
  failing_since timestamptz,
  CONSTRAINT mailboxes_are_held_for_a_time CHECK (holder IS NULL OR lease_until IS NOT NULL)
) WITH (fillfactor = 50);
CREATE INDEX mailboxes_due ON mailboxes (greatest(due_at, not_before), target);
CREATE INDEX mailboxes_held ON mailboxes (target) WHERE holder IS NOT NULL;
CREATE INDEX mailboxes_failing ON mailboxes (target) WHERE failing_since IS NOT NULL;

-- What was sent or given up, for people who ask who was told what. id: see MessageIds; of messages of older programs as they made it.
CREATE TABLE messages (
  id text COLLATE "C" PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  thing text COLLATE "C" NOT NULL,
  revision int NOT NULL,
  subscription text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  target text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('sent', 'failed')),
  attempts int NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  ended_at timestamptz NOT NULL,
  last_error text COLLATE "C",
  message bytea NOT NULL,
  words text COLLATE "C"
);
CREATE INDEX messages_by_state ON messages (source, state, created_at, id) WHERE revision >= 0;
CREATE INDEX messages_by_entity ON messages (source, kind, entity_id, created_at);
CREATE INDEX messages_ended ON messages (ended_at);

UPDATE flexport_schema SET version = 12;
