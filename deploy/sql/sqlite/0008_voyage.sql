-- No table changes. Facts have parts and aspects, entities and relays have kinds, that older programs refuse to read.
UPDATE flexport_schema SET version = 8, oldest_program = 8;
