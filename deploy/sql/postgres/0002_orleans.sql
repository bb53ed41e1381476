-- What the Orleans providers for grain storage, membership and reminders read and run. They look their statements up in orleansquery by name
-- and bind parameters by name. A statement that reports success answers one integer, above 0 for success.

CREATE TABLE orleansquery (
  querykey text PRIMARY KEY,
  querytext text NOT NULL
);

-- Snapshots. The hashes are the provider's; the key is what they are computed from.
-- A missing extension is kept as '' so that the primary key covers it: two concurrent first writes cannot leave two rows.
CREATE TABLE orleansstorage (
  serviceid text COLLATE "C" NOT NULL,
  graintypestring text COLLATE "C" NOT NULL,
  grainidn0 bigint NOT NULL,
  grainidn1 bigint NOT NULL,
  grainidextensionstring text COLLATE "C" NOT NULL,
  version int NOT NULL,
  modifiedon timestamptz(3) NOT NULL,
  payloadbinary bytea,
  PRIMARY KEY (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring)
);

-- One row per cluster: membership changes are serialized by its version.
CREATE TABLE orleansmembershipversiontable (
  deploymentid text COLLATE "C" PRIMARY KEY,
  timestamp timestamptz(3) NOT NULL DEFAULT now(),
  version int NOT NULL DEFAULT 0
);

CREATE TABLE orleansmembershiptable (
  deploymentid text COLLATE "C" NOT NULL REFERENCES orleansmembershipversiontable,
  address text COLLATE "C" NOT NULL,
  port int NOT NULL,
  generation int NOT NULL,
  siloname text COLLATE "C" NOT NULL,
  hostname text COLLATE "C" NOT NULL,
  status int NOT NULL,
  proxyport int,
  suspecttimes text COLLATE "C",
  starttime timestamptz(3) NOT NULL,
  iamalivetime timestamptz(3) NOT NULL,
  PRIMARY KEY (deploymentid, address, port, generation)
);

CREATE TABLE orleansreminderstable (
  serviceid text COLLATE "C" NOT NULL,
  grainid text COLLATE "C" NOT NULL,
  remindername text COLLATE "C" NOT NULL,
  starttime timestamptz(3) NOT NULL,
  period bigint NOT NULL,
  grainhash int NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (serviceid, grainid, remindername)
);
-- Every refresh reads the rows of a range of hashes.
CREATE INDEX orleansreminders_range ON orleansreminderstable (serviceid, grainhash);

INSERT INTO orleansquery (querykey, querytext) VALUES

-- Grain storage ---------------------------------------------------------------------------------------------------------------------------

('ReadFromStorageKey', '
SELECT payloadbinary AS PayloadBinary, modifiedon AS ModifiedOn, version AS Version
FROM orleansstorage
WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND grainidextensionstring = coalesce(@GrainIdExtensionString, '''')'),

-- A first write inserts, a later one moves the version that it read; a conflict answers the version that was passed in.
('WriteToStorageKey', '
WITH born AS (
  INSERT INTO orleansstorage (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring, version, modifiedon, payloadbinary)
  SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), 1, now(), @PayloadBinary
  WHERE @GrainStateVersion::int IS NULL
  ON CONFLICT DO NOTHING
  RETURNING version
), moved AS (
  UPDATE orleansstorage SET version = version + 1, modifiedon = now(), payloadbinary = @PayloadBinary
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion::int
  RETURNING version
)
SELECT coalesce((SELECT version FROM born), (SELECT version FROM moved), @GrainStateVersion::int) AS NewGrainStateVersion'),

('ClearStorageKey', '
WITH moved AS (
  UPDATE orleansstorage SET version = version + 1, modifiedon = now(), payloadbinary = NULL
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion::int
  RETURNING version
)
SELECT coalesce((SELECT version FROM moved), @GrainStateVersion::int) AS NewGrainStateVersion'),

('DeleteStorageKey', '
WITH gone AS (
  DELETE FROM orleansstorage
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion::int
  RETURNING version
)
SELECT coalesce((SELECT version + 1 FROM gone), @GrainStateVersion::int) AS NewGrainStateVersion'),

-- Membership ------------------------------------------------------------------------------------------------------------------------------

('InsertMembershipVersionKey', '
WITH born AS (
  INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1
)
SELECT count(*)::int FROM born'),

-- The version is claimed first: its row lock makes joining silos take turns, and without it nothing is inserted.
('InsertMembershipKey', '
WITH claimed AS (
  UPDATE orleansmembershipversiontable SET timestamp = now(), version = version + 1
  WHERE deploymentid = @DeploymentId AND version = @Version
    AND NOT EXISTS (
      SELECT 1 FROM orleansmembershiptable
      WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
  RETURNING deploymentid
), born AS (
  INSERT INTO orleansmembershiptable
    (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
  SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM claimed
  RETURNING 1
)
SELECT count(*)::int FROM born'),

('UpdateMembershipKey', '
WITH claimed AS (
  UPDATE orleansmembershipversiontable SET timestamp = now(), version = version + 1
  WHERE deploymentid = @DeploymentId AND version = @Version
    AND EXISTS (
      SELECT 1 FROM orleansmembershiptable
      WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
  RETURNING deploymentid
), moved AS (
  UPDATE orleansmembershiptable AS m SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
  FROM claimed AS c
  WHERE m.deploymentid = c.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  RETURNING 1
)
SELECT count(*)::int FROM moved'),

('UpdateIAmAlivetimeKey', '
UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

('MembershipReadRowKey', '
SELECT v.deploymentid AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.siloname AS SiloName,
  m.hostname AS HostName, m.status AS Status, m.proxyport AS ProxyPort, m.suspecttimes AS SuspectTimes, m.starttime AS StartTime,
  m.iamalivetime AS IAmAliveTime, v.version AS Version
FROM orleansmembershipversiontable AS v
LEFT JOIN orleansmembershiptable AS m
  ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.deploymentid = @DeploymentId'),

('MembershipReadAllKey', '
SELECT v.deploymentid AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.siloname AS SiloName,
  m.hostname AS HostName, m.status AS Status, m.proxyport AS ProxyPort, m.suspecttimes AS SuspectTimes, m.starttime AS StartTime,
  m.iamalivetime AS IAmAliveTime, v.version AS Version
FROM orleansmembershipversiontable AS v
LEFT JOIN orleansmembershiptable AS m ON m.deploymentid = v.deploymentid
WHERE v.deploymentid = @DeploymentId'),

('GatewaysQueryKey', '
SELECT address AS Address, proxyport AS ProxyPort, generation AS Generation
FROM orleansmembershiptable
WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0'),

('DeleteMembershipTableEntriesKey', '
WITH members AS (
  DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId
)
DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId'),

('CleanupDefunctSiloEntriesKey', '
DELETE FROM orleansmembershiptable
WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3'),

-- Reminders -------------------------------------------------------------------------------------------------------------------------------

('UpsertReminderRowKey', '
INSERT INTO orleansreminderstable AS r (serviceid, grainid, remindername, starttime, period, grainhash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (serviceid, grainid, remindername) DO UPDATE
SET starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = r.version + 1
RETURNING version AS Version'),

('ReadReminderRowsKey', '
SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
FROM orleansreminderstable
WHERE serviceid = @ServiceId AND grainid = @GrainId'),

('ReadReminderRowKey', '
SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
FROM orleansreminderstable
WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName'),

('ReadRangeRows1Key', '
SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
FROM orleansreminderstable
WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash'),

('ReadRangeRows2Key', '
SELECT grainid AS GrainId, remindername AS ReminderName, starttime AS StartTime, period AS Period, version AS Version
FROM orleansreminderstable
WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)'),

('DeleteReminderRowKey', '
WITH gone AS (
  DELETE FROM orleansreminderstable
  WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version
  RETURNING 1
)
SELECT count(*)::int FROM gone'),

('DeleteReminderRowsKey', '
DELETE FROM orleansreminderstable WHERE serviceid = @ServiceId');

UPDATE flexport_schema SET version = 2, oldest_program = 1;
