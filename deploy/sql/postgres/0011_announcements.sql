-- Announcements stand with their commit, and whoever makes something of them reads the commits in order.

-- Notifications carry what they say: here those that may yet be sent, and each new one. What older programs have sent is found with its announcement, so nothing that is old is written anew.
-- A digest says what it has collected; announced_at is when it was begun.
ALTER TABLE notifications ADD COLUMN announced_at timestamptz, ADD COLUMN message bytea;
UPDATE notifications AS n SET announced_at = a.announced_at, message = a.message
FROM announcements AS a
WHERE n.state <> 'sent' AND a.source = n.source AND a.kind = n.kind AND a.entity_id = n.entity_id AND a.thing = n.thing AND a.revision = n.revision;
-- One whose announcement a person has deleted.
UPDATE notifications SET announced_at = created_at, message = '\x7b7d' WHERE message IS NULL AND state <> 'sent';
ALTER TABLE notifications ADD CONSTRAINT notifications_say_something CHECK (state = 'sent' OR (announced_at IS NOT NULL AND message IS NOT NULL)) NOT VALID;

-- Appends wait from here on.
-- announcements: all that the batch announced, in the order of the batch, in the form of Silo/Storage/AnnouncementBlock.cs; null: nothing.
-- refused: the places, from 0, of the keys in entities whose runs were refused; what the commit has of them counts for nothing. Null: none was.
ALTER TABLE commits ADD COLUMN announcements bytea, ADD COLUMN refused int[];
-- Compressed already.
ALTER TABLE commits ALTER COLUMN announcements SET STORAGE EXTERNAL;

-- How many things an event announced; null: none. What they are stands with its commit.
ALTER TABLE events ADD COLUMN announces smallint;

-- Who reads the commits in order, and how far each has come: the commit (xid, id) and all before it.
-- part: 0: the whole commit; above 0: only so many of its announcements; below 0: the whole commit, and so many of old_announcements, which come before all others.
-- holder: the silo that reads for all; until lease_until nobody else does.
CREATE TABLE readers (
  name text COLLATE "C" PRIMARY KEY,
  xid xid8 NOT NULL,
  id bigint NOT NULL,
  part int NOT NULL DEFAULT 0,
  holder uuid,
  lease_until timestamptz
) WITH (fillfactor = 50);
-- Behind everything that exists. This change holds all commits locked: whoever writes one from now on has a later number than it.
INSERT INTO readers (name, xid, id) VALUES ('notifications', pg_current_xact_id(), 0);

-- What was announced before. Nothing is added to it: an older program that still runs cannot find it, and leaves its deliveries to newer ones.
ALTER TABLE announcements RENAME TO old_announcements;
ALTER TABLE old_announcements RENAME CONSTRAINT announcements_pkey TO old_announcements_pkey;
ALTER INDEX announcements_owed RENAME TO old_announcements_owed;
ALTER INDEX announcements_newest RENAME TO old_announcements_newest;
COMMENT ON TABLE old_announcements IS 'What programs of schema 10 and before announced. What is not expanded in it is expanded first; apart from that it is only read.';

-- Digests stood among the announcements for want of another place.
DELETE FROM old_announcements WHERE version = 0;

-- Older programs announce where nobody looks.
UPDATE flexport_schema SET version = 11, oldest_program = 11;
