-- When the clock has to come to an entity: written with its head, in the commit of each entry. A tick reads what is due and nothing else.
ALTER TABLE entities ADD COLUMN next_deadline_at INTEGER;

-- What is there already is looked at by the first tick, which finds out what it has to wait for. Kinds: 1 shipment, 2 purchase order, 3 invoice.
UPDATE entities SET next_deadline_at = 0 WHERE kind IN (1, 2, 3);

CREATE INDEX entities_deadlines ON entities (next_deadline_at, source, kind, id) WHERE next_deadline_at IS NOT NULL;

-- Older programs do not know the facts of a deadline that has fired.
UPDATE flexport_schema SET version = 5, oldest_program = 5;
