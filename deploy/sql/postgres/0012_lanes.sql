-- What is told to one subscription of one thing of one entity is a lane: one row, in which at most one message waits, that of what holds now.

-- generation: given when it is made; one of the same id that is made anew inherits nothing. version: that of subscriptions_version when it was saved last, for If-Match.
ALTER TABLE subscriptions ADD COLUMN generation uuid NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN version bigint NOT NULL DEFAULT 0;
ALTER TABLE stakeholders ADD COLUMN version bigint NOT NULL DEFAULT 0;

-- id: see LaneKey. subscription: its id, followed by #backup where its backup contact is told. Of a digest kind is 0, entity_id empty and thing 'digest', revision its number.
-- target: where what waits goes. needs: the capability that a program must have to send it.
-- revision, message, announced_at, fits: of the last announcement of the thing. Of a digest message is empty while it is open.
-- since: when something began to wait. told: what was told last, null where that is message itself, or nothing was told (told_revision null).
-- doubtful: something may have been heard beyond that. base: of an estimate, what it is compared with until something has been told; null: none is known.
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
-- Partial on a condition that only lists state: see 0001.
CREATE INDEX lanes_listed ON lanes (source, state, since, id) WHERE state IN (1, 2) AND revision >= 0;
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

-- What was sent or given up, for people who ask who was told what. id: see MessageIds; of messages of older programs as they made it. It is the table in which they kept theirs,
-- for it may be large: nothing that has been sent is written anew. An older program that still runs finds no notifications from here on, and leaves all to newer ones.
-- Only of messages of older programs: told_before, the estimate that the subscription knew of; digest, the digest that told it; lane, of one that failed, where it is tried again; and what lacks is told by
-- others: message by old_announcements or by what the digest has collected, ended_at by sent_at.
ALTER TABLE notifications RENAME TO messages;

-- Whose messages there are: of the subscriptions that are there, those of their backups, and those of the configuration. Of all others nothing is to come.
CREATE TEMPORARY TABLE owners ON COMMIT DROP AS
SELECT source, id AS subscription, generation FROM subscriptions
UNION ALL
SELECT source, id || '#backup', generation FROM subscriptions
UNION ALL
SELECT DISTINCT source, subscription, '00000000-0000-0000-0000-000000000000'::uuid FROM messages WHERE subscription LIKE 'default:%';
ANALYZE owners;

-- As LaneKey computes it.
CREATE FUNCTION pg_temp.lane_id(subscription text, generation uuid, source text, kind int, entity_id text, thing text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(substring(sha256(convert_to(concat_ws(E'\n', subscription, replace(generation::text, '-', ''), source, kind, entity_id, thing), 'UTF8')) FROM 1 FOR 16), 'hex')::uuid
$$;

-- Digests that failed get the numbers by which what they have collected is tried again.
CREATE TEMPORARY TABLE failed_digests ON COMMIT DROP AS
SELECT d.id, d.source, d.subscription, o.generation, d.target, d.created_at,
  row_number() OVER (PARTITION BY d.source, d.subscription ORDER BY d.created_at, d.id)::int AS number
FROM messages AS d JOIN owners AS o USING (source, subscription)
WHERE d.kind = 0 AND d.state = 'failed';

-- 1 Each revision of a thing was a row; the highest is what waits, those below have nothing to add. What may have got through is doubtful: it was tried, or is under way just now.
-- 2 An estimate that waits is compared with what the subscription knew of when the first that waits was made: told_estimates has that which waits already.
WITH known AS (
  SELECT n.source, n.kind, n.entity_id, n.thing, n.subscription, o.generation, n.revision, n.state, n.created_at, n.escalate_at,
    n.attempts > 0 OR n.claimed_until IS NOT NULL OR coalesce(d.attempts > 0 OR d.claimed_until IS NOT NULL, false) AS was_tried,
    max(n.revision) FILTER (WHERE n.state = 'sent') OVER lane AS told_revision
  FROM messages AS n
  JOIN owners AS o USING (source, subscription)
  LEFT JOIN messages AS d ON d.id = n.digest
  WHERE n.kind <> 0
  WINDOW lane AS (PARTITION BY n.source, n.kind, n.entity_id, n.thing, n.subscription)
), grouped AS (
  SELECT source, kind, entity_id, thing, subscription, generation, max(revision) AS revision, max(told_revision) AS told_revision,
    min(revision) FILTER (WHERE is_open) AS first_open, min(created_at) FILTER (WHERE is_open) AS since, min(escalate_at) FILTER (WHERE is_open) AS escalate_at,
    coalesce(bool_or(was_tried) FILTER (WHERE is_open), false) AS doubtful
  FROM (SELECT *, state <> 'sent' AND revision > coalesce(told_revision, -1) AS is_open FROM known) AS k
  GROUP BY source, kind, entity_id, thing, subscription, generation
)
INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, told_revision, told, told_at, doubtful,
  base, state, due_at, attempts, retries, last_error, digest, escalate_at)
SELECT pg_temp.lane_id(g.subscription, g.generation, g.source, g.kind, g.entity_id, g.thing), g.source, g.kind, g.entity_id, g.thing, g.subscription, g.generation, n.target, 1,
  g.revision, coalesce(n.message, a.message, '{}'::bytea), coalesce(n.announced_at, a.announced_at, n.created_at), true, coalesce(g.since, n.created_at),
  g.told_revision, CASE WHEN g.told_revision < g.revision THEN coalesce(t.message, ta.message, '{}'::bytea) END, coalesce(t.sent_at, t.created_at), g.doubtful,
  CASE WHEN g.told_revision IS NULL AND g.first_open IS NOT NULL THEN f.told_before ELSE e.value END,
  CASE n.state WHEN 'pending' THEN 1 WHEN 'collected' THEN 2 WHEN 'failed' THEN 3 ELSE 0 END,
  CASE n.state WHEN 'pending' THEN n.next_attempt_at END,
  CASE n.state WHEN 'sent' THEN 0 ELSE n.attempts END, n.retries,
  CASE WHEN n.state <> 'sent' THEN n.last_error END,
  CASE n.state WHEN 'failed' THEN d.number END,
  CASE WHEN n.state IN ('pending', 'failed') THEN g.escalate_at END
FROM grouped AS g
JOIN messages AS n USING (source, kind, entity_id, thing, revision, subscription)
LEFT JOIN messages AS t ON (t.source, t.kind, t.entity_id, t.thing, t.revision, t.subscription) = (g.source, g.kind, g.entity_id, g.thing, g.told_revision, g.subscription)
LEFT JOIN messages AS f ON (f.source, f.kind, f.entity_id, f.thing, f.revision, f.subscription) = (g.source, g.kind, g.entity_id, g.thing, g.first_open, g.subscription)
LEFT JOIN old_announcements AS a ON n.message IS NULL AND (a.source, a.kind, a.entity_id, a.thing, a.revision) = (g.source, g.kind, g.entity_id, g.thing, g.revision)
LEFT JOIN old_announcements AS ta ON t.message IS NULL AND (ta.source, ta.kind, ta.entity_id, ta.thing, ta.revision) = (g.source, g.kind, g.entity_id, g.thing, g.told_revision)
LEFT JOIN told_estimates AS e ON (e.source, e.kind, e.entity_id, e.thing, e.subscription) = (g.source, g.kind, g.entity_id, g.thing, g.subscription)
LEFT JOIN failed_digests AS d ON d.id = n.digest;

-- Estimates of which nothing has been told, but what the next one is measured from is known.
INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, base, state)
SELECT pg_temp.lane_id(e.subscription, o.generation, e.source, e.kind, e.entity_id, e.thing), e.source, e.kind, e.entity_id, e.thing, e.subscription, o.generation, '', 1,
  e.revision, '{}'::bytea, now(), true, now(), e.value, 0
FROM told_estimates AS e JOIN owners AS o USING (source, subscription)
ON CONFLICT DO NOTHING;
DROP TABLE told_estimates;

-- One digest of each subscription collects what its digests were to tell, also what came too late for one that had gone.
INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
SELECT pg_temp.lane_id(subscription, generation, source, 0, '', 'digest'), source, 0, '', 'digest', subscription, generation, max(target), 1, coalesce(max(number), 0), '',
  now(), true, coalesce(min(since), now()), CASE WHEN bool_or(number IS NULL) THEN 1 ELSE 0 END, CASE WHEN bool_or(number IS NULL) THEN coalesce(min(due_at), now()) END
FROM (
  SELECT source, subscription, o.generation, d.target, coalesce(d.announced_at, d.created_at) AS since, d.next_attempt_at AS due_at, NULL::int AS number
  FROM messages AS d JOIN owners AS o USING (source, subscription) WHERE d.kind = 0 AND d.state = 'pending'
  UNION ALL
  SELECT source, subscription, generation, target, since, NULL, NULL FROM lanes WHERE state = 2
  UNION ALL
  SELECT source, subscription, generation, target, NULL, NULL, number FROM failed_digests
) AS d
GROUP BY source, subscription, generation;

INSERT INTO mailboxes (target, due_at, needs) SELECT target, min(due_at), max(needs) FROM lanes WHERE state = 1 GROUP BY target;

ALTER TABLE messages ADD COLUMN ended_at timestamptz, ADD COLUMN words text COLLATE "C", ADD COLUMN lane uuid;
-- What failed is tried again in its lane, as long as that has not moved on.
UPDATE messages AS n SET lane = pg_temp.lane_id(n.subscription, o.generation, n.source, n.kind, n.entity_id, n.thing)
FROM owners AS o
WHERE n.state = 'failed' AND n.kind <> 0 AND o.source = n.source AND o.subscription = n.subscription;
UPDATE messages AS n SET lane = pg_temp.lane_id(d.subscription, d.generation, d.source, 0, '', 'digest'), revision = d.number FROM failed_digests AS d WHERE n.id = d.id;
-- What waited for a subscription that is not there any more was told to nobody.
UPDATE messages AS n SET state = 'failed', last_error = 'Its subscription was deleted before it was sent.'
WHERE n.state IN ('pending', 'collected') AND NOT EXISTS (SELECT FROM owners AS o WHERE o.source = n.source AND o.subscription = n.subscription);
UPDATE messages SET ended_at = next_attempt_at WHERE state = 'failed';
-- What waits has its lane.
DELETE FROM messages WHERE state IN ('pending', 'collected');

-- A subscription that was made anew is told the same revision once more.
ALTER TABLE messages DROP CONSTRAINT notifications_once, DROP CONSTRAINT notifications_say_something, DROP CONSTRAINT notifications_state_check;
ALTER TABLE messages
  DROP COLUMN announced_at, DROP COLUMN retries, DROP COLUMN next_attempt_at, DROP COLUMN claimed_until, DROP COLUMN escalate_at, DROP COLUMN backup_channel, DROP COLUMN backup_target,
  ALTER COLUMN state DROP DEFAULT, ALTER COLUMN attempts DROP DEFAULT, ALTER COLUMN created_at DROP DEFAULT,
  ADD CONSTRAINT messages_state_check CHECK (state IN ('sent', 'failed')),
  ADD CONSTRAINT messages_say_something CHECK (message IS NOT NULL OR (state = 'sent' AND ended_at IS NULL));
ALTER TABLE messages RENAME CONSTRAINT notifications_pkey TO messages_pkey;
ALTER INDEX notifications_by_state RENAME TO messages_by_state;
ALTER INDEX notifications_collected RENAME TO messages_collected;
CREATE INDEX messages_by_entity ON messages (source, kind, entity_id, created_at);
CREATE INDEX messages_ended ON messages (coalesce(ended_at, sent_at, created_at));

DROP FUNCTION pg_temp.lane_id;
ANALYZE lanes;

-- The reader goes on where it stands, under a name that older programs do not know.
UPDATE readers SET name = 'lanes', holder = NULL, lease_until = NULL WHERE name = 'notifications';

UPDATE flexport_schema SET version = 12, oldest_program = 12;
