-- Lists follow the journal: what they show is written behind the acknowledgement. The head of an entity is its version and nothing else.
-- Older programs wrote rows with every event, and are not served any more.

ALTER TABLE entities RENAME TO entity_rows;
DROP INDEX entities_newest;
DROP INDEX entities_deadlines;
CREATE INDEX entity_rows_newest ON entity_rows (source, kind, updated_at DESC, id, status);
CREATE INDEX entity_rows_deadlines ON entity_rows (next_deadline_at, source, kind, id) WHERE next_deadline_at IS NOT NULL;

CREATE TABLE entities (
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (source, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO entities (source, kind, id, version) SELECT source, kind, id, version FROM entity_rows;

-- One row for each group commit, until the rows of its entities are written. entities: their keys, as the program encodes them; none of them: all that there are.
CREATE TABLE unlisted (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  writer TEXT NOT NULL,
  committed_at INTEGER NOT NULL,
  entities BLOB NOT NULL
) STRICT;

-- Rows that older programs wrote lack what lists know by now: all are made again, while the service runs.
INSERT INTO unlisted (writer, committed_at, entities) SELECT '00000000000000000000000000000000', 0, x'' WHERE EXISTS (SELECT 1 FROM entities);

UPDATE flexport_schema SET version = 9, oldest_program = 9;
