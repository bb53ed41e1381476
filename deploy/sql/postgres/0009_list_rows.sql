-- Lists follow the journal: what they show is written behind the acknowledgement. The head of an entity is its version and nothing else.
-- The rows stay where they are and change their name: no data moves but the versions.
-- Older programs wrote rows with every event, and are not served any more.

ALTER TABLE entities RENAME TO entity_rows;
ALTER TABLE entity_rows RENAME CONSTRAINT entities_pkey TO entity_rows_pkey;
ALTER INDEX entities_newest RENAME TO entity_rows_newest;
ALTER INDEX entities_by_status RENAME TO entity_rows_by_status;
ALTER INDEX entities_by_departure RENAME TO entity_rows_by_departure;
ALTER INDEX entities_by_arrival RENAME TO entity_rows_by_arrival;
ALTER INDEX entities_deadlines RENAME TO entity_rows_deadlines;

-- found_version is the version that the last write found here; a batch claims a head by stating it (see the journal's append statement).
-- No index has anything that changes, and pages have room: each write is a HOT update.
CREATE TABLE entities (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  found_version bigint NOT NULL,
  PRIMARY KEY (source, kind, id),
  CHECK (version > found_version AND found_version >= 0)
) WITH (fillfactor = 60);
INSERT INTO entities (source, kind, id, version, found_version) SELECT source, kind, id, version, found_version FROM entity_rows;
ALTER TABLE entity_rows DROP COLUMN found_version;

-- One row for each group commit, until the rows of its entities are written. entities: their keys, as the program encodes them; none of them: all that there are.
CREATE TABLE unlisted (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  writer uuid NOT NULL,
  committed_at timestamptz NOT NULL DEFAULT now(),
  entities bytea NOT NULL
);
-- It is small and changes all the time: a vacuum after each fifth of next to nothing would never end.
ALTER TABLE unlisted SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_analyze_threshold = 1000000);

-- Who writes, and when each was heard of last: what a dead one has left is taken over.
CREATE TABLE writers (
  id uuid PRIMARY KEY,
  alive_at timestamptz NOT NULL
);

-- Rows that older programs wrote lack what lists know by now: all are made again, while the service runs.
INSERT INTO unlisted (writer, entities) SELECT '00000000-0000-0000-0000-000000000000'::uuid, ''::bytea WHERE EXISTS (SELECT FROM entities);

UPDATE flexport_schema SET version = 9, oldest_program = 9;
