-- One row for each group commit: what it wrote, and the raw bodies of its events as one compressed block. One writer hands out the ids, so a reader can miss none.
-- entities: the keys with their first and last versions, as the program encodes them. A run that was refused is among them: its events name another commit.
-- encoding: 1 is the form of Silo/Storage/BodyBlock.cs.
CREATE TABLE commits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  committed_at INTEGER NOT NULL,
  entities BLOB NOT NULL,
  encoding INTEGER NOT NULL,
  bodies BLOB NOT NULL
) STRICT;
-- Bodies that are there already are moved while the service runs, in blocks that have the position of their last event as id: before all others.
INSERT INTO sqlite_sequence (name, seq) SELECT 'commits', coalesce(max(position), 0) FROM events;

-- Where the body of an event is: the commit, and the place in its block. An event whose body is in the old table, bodies, still has neither. A later schema drops that table.
ALTER TABLE events ADD COLUMN "commit" INTEGER;
ALTER TABLE events ADD COLUMN place INTEGER;

-- A commit stands here until the rows of its entities are written. A number below 0 is no commit but asks for rows to be made again: entities
-- has the keys, as commits has them; none: all that there are.
ALTER TABLE unlisted RENAME TO left_unlisted;
CREATE TABLE unlisted (
  "commit" INTEGER PRIMARY KEY,
  writer TEXT NOT NULL,
  committed_at INTEGER NOT NULL,
  entities BLOB
) STRICT;
-- What an older program left there: all rows are made again, while the service runs.
INSERT INTO unlisted ("commit", writer, committed_at, entities) SELECT -1, '00000000000000000000000000000000', 0, x'' WHERE EXISTS (SELECT 1 FROM left_unlisted);
DROP TABLE left_unlisted;

-- Older programs store bodies where nobody looks for those of new events.
UPDATE flexport_schema SET version = 10, oldest_program = 10;
