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
-- doubtful: something may have been heard beyond that. base: of an estimate, what it is compared with until something has been told; null: none is known.
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
-- lane: of one of an older program that failed: where it is tried again.
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
  words TEXT,
  lane BLOB
) STRICT;
CREATE INDEX messages_by_state ON messages (source, state, created_at, id);
CREATE INDEX messages_by_entity ON messages (source, kind, entity_id, thing, revision, subscription);
CREATE INDEX messages_ended ON messages (ended_at);

-- Whose messages older programs have made: of the subscriptions that are there, those of their backups, and those of the configuration. Of all others nothing is to come.
CREATE TEMP TABLE owners AS
SELECT source, id AS subscription, generation FROM subscriptions
UNION ALL
SELECT source, id || '#backup', generation FROM subscriptions
UNION ALL
SELECT DISTINCT source, subscription, x'00000000000000000000000000000000' FROM notifications WHERE subscription LIKE 'default:%';
CREATE UNIQUE INDEX temp.owners_once ON owners (source, subscription);

-- Digests that failed get the numbers by which what they have collected is tried again. lane_id is the program's, see LaneKey.
CREATE TEMP TABLE failed_digests AS
SELECT d.id, d.source, d.subscription, o.generation, d.target, row_number() OVER (PARTITION BY d.source, d.subscription ORDER BY d.created_at, d.id) AS digest_number
FROM notifications AS d JOIN owners AS o USING (source, subscription)
WHERE d.kind = 0 AND d.state = 'failed';

-- 1 Each revision of a thing was a row; the highest is what waits, those below have nothing to add. What may have got through is doubtful: it was tried, or is under way just now.
-- 2 An estimate that waits is compared with what the subscription knew of when the first that waits was made: told_estimates has that which waits already.
WITH known AS (
  SELECT n.source, n.kind, n.entity_id, n.thing, n.subscription, o.generation, n.revision, n.state, n.created_at, n.escalate_at,
    n.attempts > 0 OR n.claimed_until IS NOT NULL OR coalesce(d.attempts > 0 OR d.claimed_until IS NOT NULL, 0) AS was_tried,
    max(n.revision) FILTER (WHERE n.state = 'sent') OVER lane AS told_revision
  FROM notifications AS n
  JOIN owners AS o USING (source, subscription)
  LEFT JOIN notifications AS d ON d.id = n.digest
  WHERE n.kind <> 0
  WINDOW lane AS (PARTITION BY n.source, n.kind, n.entity_id, n.thing, n.subscription)
), grouped AS (
  SELECT source, kind, entity_id, thing, subscription, generation, max(revision) AS revision, max(told_revision) AS told_revision,
    min(revision) FILTER (WHERE is_open) AS first_open, min(created_at) FILTER (WHERE is_open) AS since, min(escalate_at) FILTER (WHERE is_open) AS escalate_at,
    coalesce(max(was_tried) FILTER (WHERE is_open), 0) AS doubtful
  FROM (SELECT *, state <> 'sent' AND revision > coalesce(told_revision, -1) AS is_open FROM known)
  GROUP BY source, kind, entity_id, thing, subscription, generation
)
INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, told_revision, told, told_at, doubtful,
  base, state, due_at, attempts, retries, last_error, digest, escalate_at)
SELECT lane_id(g.subscription, g.generation, g.source, g.kind, g.entity_id, g.thing), g.source, g.kind, g.entity_id, g.thing, g.subscription, g.generation, n.target, 1,
  g.revision, n.message, n.announced_at, 1, coalesce(g.since, n.created_at),
  g.told_revision, CASE WHEN g.told_revision < g.revision THEN t.message END, coalesce(t.sent_at, t.created_at), g.doubtful,
  CASE WHEN g.told_revision IS NULL AND g.first_open IS NOT NULL THEN f.told_before ELSE e.value END,
  CASE n.state WHEN 'pending' THEN 1 WHEN 'collected' THEN 2 WHEN 'failed' THEN 3 ELSE 0 END,
  CASE n.state WHEN 'pending' THEN n.next_attempt_at END,
  CASE n.state WHEN 'sent' THEN 0 ELSE n.attempts END, n.retries,
  CASE WHEN n.state <> 'sent' THEN n.last_error END,
  CASE n.state WHEN 'failed' THEN d.digest_number END,
  CASE WHEN n.state IN ('pending', 'failed') THEN g.escalate_at END
FROM grouped AS g
JOIN notifications AS n USING (source, kind, entity_id, thing, revision, subscription)
LEFT JOIN notifications AS t ON (t.source, t.kind, t.entity_id, t.thing, t.revision, t.subscription) = (g.source, g.kind, g.entity_id, g.thing, g.told_revision, g.subscription)
LEFT JOIN notifications AS f ON (f.source, f.kind, f.entity_id, f.thing, f.revision, f.subscription) = (g.source, g.kind, g.entity_id, g.thing, g.first_open, g.subscription)
LEFT JOIN told_estimates AS e ON (e.source, e.kind, e.entity_id, e.thing, e.subscription) = (g.source, g.kind, g.entity_id, g.thing, g.subscription)
LEFT JOIN failed_digests AS d ON d.id = n.digest;

-- Estimates of which nothing has been told, but what the next one is measured from is known.
INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, base, state)
SELECT lane_id(e.subscription, o.generation, e.source, e.kind, e.entity_id, e.thing), e.source, e.kind, e.entity_id, e.thing, e.subscription, o.generation, '', 1,
  e.revision, CAST('{}' AS BLOB), now.at, 1, now.at, e.value, 0
FROM told_estimates AS e JOIN owners AS o USING (source, subscription), (SELECT CAST(unixepoch('subsec') * 1000000 AS INTEGER) AS at) AS now
WHERE true
ON CONFLICT DO NOTHING;
DROP TABLE told_estimates;

-- One digest of each subscription collects what its digests were to tell, also what came too late for one that had gone.
INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
SELECT lane_id(subscription, generation, source, 0, '', 'digest'), source, 0, '', 'digest', subscription, generation, max(target), 1, coalesce(max(digest_number), 0), x'',
  max(now.at), 1, coalesce(min(since), max(now.at)), max(digest_number IS NULL), CASE WHEN max(digest_number IS NULL) THEN coalesce(min(due_at), max(now.at)) END
FROM (
  SELECT d.source, d.subscription, o.generation, d.target, d.announced_at AS since, d.next_attempt_at AS due_at, NULL AS digest_number
  FROM notifications AS d JOIN owners AS o USING (source, subscription) WHERE d.kind = 0 AND d.state = 'pending'
  UNION ALL
  SELECT source, subscription, generation, target, since, NULL, NULL FROM lanes WHERE state = 2
  UNION ALL
  SELECT source, subscription, generation, target, NULL, NULL, digest_number FROM failed_digests
), (SELECT CAST(unixepoch('subsec') * 1000000 AS INTEGER) AS at) AS now
GROUP BY source, subscription, generation;

INSERT INTO mailboxes (target, due_at, needs) SELECT target, min(due_at), max(needs) FROM lanes WHERE state = 1 GROUP BY target;

-- What has ended, a digest with what it had collected, an estimate with what the subscription knew of. What waited for a subscription that is not there any more was told to nobody.
INSERT INTO messages (id, source, kind, entity_id, thing, revision, subscription, channel, target, state, attempts, created_at, sent_at, ended_at, last_error, message, lane)
SELECT n.id, n.source, n.kind, n.entity_id, n.thing, coalesce(d.digest_number, n.revision), n.subscription, n.channel, n.target, CASE n.state WHEN 'sent' THEN 'sent' ELSE 'failed' END,
  n.attempts, n.created_at, n.sent_at, CASE n.state WHEN 'sent' THEN coalesce(n.sent_at, n.created_at) ELSE n.next_attempt_at END,
  CASE WHEN n.state IN ('sent', 'failed') THEN n.last_error ELSE 'Its subscription was deleted before it was sent.' END,
  CASE
    WHEN n.kind = 0 THEN CAST(
      '{"class":"digest","source":' || json_quote(n.source) || ',"thing":' || json_quote(n.thing) || ',"count":' || (SELECT count(*) FROM notifications AS c WHERE c.digest = n.id AND (c.state <> 'collected' OR n.state <> 'sent'))
      || ',"messages":[' || coalesce((
        SELECT group_concat(said, ',') FROM (SELECT CAST(c.message AS TEXT) AS said FROM notifications AS c WHERE c.digest = n.id AND (c.state <> 'collected' OR n.state <> 'sent') ORDER BY c.announced_at, c.id LIMIT 500)
      ), '') || ']}' AS BLOB)
    WHEN n.told_before IS NOT NULL AND length(n.message) > 2 THEN CAST(
      substr(CAST(n.message AS TEXT), 1, length(CAST(n.message AS TEXT)) - 1) || ',"toldBefore":"' || strftime('%Y-%m-%dT%H:%M:%S', n.told_before / 1000000, 'unixepoch') || '+00:00"}' AS BLOB)
    ELSE n.message
  END,
  CASE WHEN n.state <> 'failed' OR o.generation IS NULL THEN NULL WHEN d.id IS NULL THEN lane_id(n.subscription, o.generation, n.source, n.kind, n.entity_id, n.thing)
    ELSE lane_id(n.subscription, o.generation, n.source, 0, '', 'digest') END
FROM notifications AS n
LEFT JOIN owners AS o USING (source, subscription)
LEFT JOIN failed_digests AS d ON d.id = n.id
WHERE n.state IN ('sent', 'failed') OR o.generation IS NULL;
DROP TABLE notifications;
DROP TABLE failed_digests;
DROP TABLE owners;

-- The reader goes on where it stands, under a name that older programs do not know.
UPDATE readers SET name = 'lanes' WHERE name = 'notifications';

UPDATE flexport_schema SET version = 12, oldest_program = 12;
