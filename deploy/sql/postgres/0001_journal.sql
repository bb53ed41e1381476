-- The journal, its heads and bodies, what is owed to stakeholders, and the dead letters.
-- Keys sort bytewise (COLLATE "C"): the order in which batches take their locks and pages are cut does not depend on a locale.
-- Indexes that serve lists only are partial, on a condition that every row meets and only the lists state: while a table is empty all its indexes
-- look equally good to the planner, its choice is kept for long, and a look-up by key must not get an index that walks a whole source.
-- All times are UTC with microseconds. Facts, bodies, rows and messages are bytea: nothing that a sender writes can make a batch unstorable.

-- What runs here, and the oldest program that may. A program with a lower number than oldest_program refuses to start.
CREATE TABLE flexport_schema (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version int NOT NULL,
  oldest_program int NOT NULL
);

-- The head of each entity: the fence, and what lists need.
-- found_version is the version that the last write found here; a batch claims a head by stating it (see the journal's append statement).
CREATE TABLE entities (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  found_version bigint NOT NULL,
  status text COLLATE "C",
  search text COLLATE "C" NOT NULL,
  updated_at timestamptz NOT NULL,
  row_json bytea NOT NULL,
  PRIMARY KEY (source, kind, id),
  CHECK (version > found_version AND found_version >= 0)
);
CREATE INDEX entities_newest ON entities (source, kind, updated_at DESC, id) WHERE version > 0;

-- Every accepted event, for good. position and xid serve a feed: read it below the oldest running transaction and no late commit is missed.
CREATE TABLE events (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  fingerprint bigint NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  secret text COLLATE "C" NOT NULL,
  facts bytea NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (source, kind, entity_id, version),
  CONSTRAINT events_once UNIQUE (source, kind, entity_id, event_id),
  CHECK (version > 0)
);
CREATE INDEX events_newest ON events (source, kind, entity_id, recorded_at DESC, event_id DESC) WHERE version > 0;

-- The raw bytes, by month of receipt, so that retention drops a partition and deletes nothing.
-- Months are made ahead by the program; what fits none of them lands in bodies_default and is moved when its month is made.
CREATE TABLE bodies (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  received_at timestamptz NOT NULL,
  encoding smallint NOT NULL, -- 0 as received, 1 brotli
  body bytea NOT NULL,
  PRIMARY KEY (source, kind, entity_id, version, received_at)
) PARTITION BY RANGE (received_at);
-- Compressed already where that pays.
ALTER TABLE bodies ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE bodies_default PARTITION OF bodies DEFAULT;

-- Owed in the commit of the event; expanded_at is set once its notifications exist.
CREATE TABLE announcements (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  thing text COLLATE "C" NOT NULL,
  revision int NOT NULL,
  version bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  announced_at timestamptz NOT NULL,
  message bytea NOT NULL,
  expanded_at timestamptz,
  PRIMARY KEY (source, kind, entity_id, thing, revision)
);
CREATE INDEX announcements_owed ON announcements (announced_at) WHERE expanded_at IS NULL;
CREATE INDEX announcements_newest ON announcements (source, announced_at DESC) WHERE version > 0;

CREATE TABLE notifications (
  id text COLLATE "C" PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  thing text COLLATE "C" NOT NULL,
  revision int NOT NULL,
  subscription text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed')),
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  sent_at timestamptz,
  last_error text COLLATE "C",
  CONSTRAINT notifications_once UNIQUE (source, kind, entity_id, thing, revision, subscription)
);
CREATE INDEX notifications_due ON notifications (next_attempt_at) WHERE state = 'pending';

-- What was verified and could not be applied. Ids in it may be hostile: they are kept readable here, and exact in the body.
CREATE TABLE dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text COLLATE "C" NOT NULL,
  kind smallint,
  entity_id text COLLATE "C",
  reason text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  exact_type bytea, -- UTF-16, when type had to be mended or cut to be text here
  event text COLLATE "C",
  created_at timestamptz,
  occurred_at timestamptz,
  received_at timestamptz NOT NULL,
  secret text COLLATE "C" NOT NULL,
  body_hash bytea NOT NULL,
  body_length int NOT NULL,
  encoding smallint NOT NULL,
  body bytea NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  resolved_at timestamptz,
  CONSTRAINT dead_letters_once UNIQUE (source, event_id, body_hash, reason)
);
ALTER TABLE dead_letters ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX dead_letters_newest ON dead_letters (source, id DESC);
CREATE INDEX dead_letters_open ON dead_letters (source, id DESC) WHERE resolved_at IS NULL;
CREATE INDEX dead_letters_parked ON dead_letters (next_attempt_at) WHERE reason = 'Parked' AND resolved_at IS NULL;

INSERT INTO flexport_schema (version, oldest_program) VALUES (1, 1);
