-- What lists are asked for: exact terms, names, words, days of departure and arrival, status.
-- An event always moves updated_at, and with it every index of entities gets an entry. So entities has only the indexes that need updated_at or that
-- are narrow, and what seldom changes, and is dear to index, stands in a table of its own that is written only when it did change.
-- Rows that are there already keep the words they are searched by, and have no name, terms and days until their next event.
-- Older programs are not served any more: facts have parts, values and lists of words by now that they refuse to read, and an entity that has one
-- would be closed to them. One that still runs meanwhile cannot write (search is gone from entities): it answers 503, and Flexport comes again.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE EXTENSION pg_trgm;
  END IF;
END
$$;

-- marks is a hash of what entity_words has of this entity, found_marks the one that the last write found here: the journal's append statement
-- compares them and leaves entity_words alone when they are equal.
ALTER TABLE entities
  ADD COLUMN departs_at timestamptz,
  ADD COLUMN arrives_at timestamptz,
  ADD COLUMN marks bigint,
  ADD COLUMN found_marks bigint;

-- A status is Flexport's own word, of any length, and an entry of an index has a bound. Lists filter by the first 64 characters, in lower
-- case; the row has it as it came. The table is written anew, which a plain UPDATE does not do: an index also gets entries of the rows that its own
-- transaction has replaced.
DO $$
BEGIN
  IF EXISTS (SELECT FROM entities WHERE status <> lower(left(status, 64))) THEN
    ALTER TABLE entities ALTER COLUMN status TYPE text COLLATE "C" USING lower(left(status, 64));
  END IF;
END
$$;

-- Partial on a condition that only lists state: see 0001. Days have updated_at and id behind them, so that a long period of the past is put in order
-- without a look at its rows; those in order of change carry the days, so that a walk past all that is too new looks at no row either.
DROP INDEX entities_newest;
CREATE INDEX entities_newest ON entities (source, kind, updated_at DESC, id) INCLUDE (departs_at, arrives_at) WHERE version > 0;
CREATE INDEX entities_by_status ON entities (source, kind, status, updated_at DESC, id) INCLUDE (departs_at, arrives_at) WHERE version > 0;
CREATE INDEX entities_by_departure ON entities (source, kind, departs_at, updated_at, id) WHERE version > 0 AND departs_at IS NOT NULL;
CREATE INDEX entities_by_arrival ON entities (source, kind, arrives_at, updated_at, id) WHERE version > 0 AND arrives_at IS NOT NULL;

-- A look by index alone is one only where a vacuum has been: each event takes that from a page. By default it would come after a fifth has changed.
ALTER TABLE entities SET (autovacuum_vacuum_scale_factor = 0.02);

-- terms have source and kind before them ('default/1/container:msku4471203'): one index serves all, and no list meets another's entries.
-- name is the lower-case name of the row.
CREATE TABLE entity_words (
  source text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  search text COLLATE "C" NOT NULL,
  terms text[] COLLATE "C" NOT NULL,
  PRIMARY KEY (source, kind, id)
);
INSERT INTO entity_words (source, kind, id, name, search, terms)
-- Its status, and each two characters of which one is not ASCII: see CollectedTerms.
SELECT source, kind, id, '', search, (
    SELECT coalesce(array_agg(DISTINCT source || '/' || kind || '/' || term), '{}')
    FROM (
      SELECT 'status:' || status WHERE status IS NOT NULL
      UNION ALL
      SELECT 'pair:' || substr(search, place, 2) FROM generate_series(1, length(search) - 1) AS place
      WHERE octet_length(search) > length(search) AND octet_length(substr(search, place, 2)) > length(substr(search, place, 2))
    ) AS found (term))
FROM entities;
ALTER TABLE entities DROP COLUMN search;

-- The planner chooses between them by how frequent a word is; a hundred samples say too little of a hundred thousand names.
ALTER TABLE entity_words ALTER COLUMN name SET STATISTICS 400, ALTER COLUMN search SET STATISTICS 400, ALTER COLUMN terms SET STATISTICS 400;
-- New entries are collected and merged by the half megabyte: one by one they would cost more, and every search reads what is not merged yet.
CREATE INDEX entity_words_terms ON entity_words USING gin (terms) WITH (gin_pending_list_limit = 512);
CREATE INDEX entity_words_search ON entity_words USING gin (search gin_trgm_ops) WITH (gin_pending_list_limit = 512);
CREATE INDEX entity_words_name ON entity_words USING gin (name gin_trgm_ops) WITH (gin_pending_list_limit = 512);

UPDATE flexport_schema SET version = 4, oldest_program = 4;
