using System.Diagnostics;
using System.Globalization;
using System.Text;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Stores;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Silo.Storage.Postgres;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Benchmarks.Append;

/// <summary>
/// What the journal's append statement costs on PostgreSQL: batches of 60 events with the bodies of recorded worlds, one after the other over one connection, on a server of its own with the settings that
/// PostgreSQL comes with. Prints, per event, processor time of the server's backend and of this process, bytes of WAL, and bytes on disk; once where no event announces anything and once where every third does; then how long a page of a history of 10,000 events takes.
/// </summary>
internal static class AppendCost
{
    private const int Batch = 60;
    private const int Warm = 400;
    private const int Measured = 1_000;
    private const int Entities = 2_000;
    private const int Rounds = 3;
    private const int Page = 50;
    private const int Announcing = 3;

    public static async Task<int> Run()
    {
        var bodies = (await WorldsRecording.Make(20_000, "secret")).Bodies();
        await using var ground = await Ground.Open(null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Batches of {Batch} events, bodies of {bodies.Average(static body => body.Length):N0} B, {Measured:N0} batches after {Warm:N0}, {Rounds} rounds."));
        Console.WriteLine("| announced | backend µs/event | this process µs/event | WAL B/event | of it images | µs/event in all | disk B/event |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        for (var round = 0; round < Rounds; round++)
        {
            await Measure(ground, bodies, announces: false);
            await Measure(ground, bodies, announces: true);
        }

        await History(ground, bodies);
        return 0;
    }

    private static async Task Measure(Ground ground, List<byte[]> bodies, bool announces)
    {
        await using var database = await ground.Database();
        await using var source = await Prepared(database);
        var journal = new PostgresJournal(source);
        var versions = new long[Entities];
        var next = 0;
        await Append(Warm);
        // Pages are written whole into the WAL when they change first after a checkpoint: those of the heads have been by now.
        var backend = (int)await Number(source, "SELECT pg_backend_pid()::bigint");
        var (disk, wal, images) = (await Disk(), await Number(source, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"), await Images());
        var (server, own, clock) = (ProcessorTime(backend), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Append(Measured);
        var elapsed = Stopwatch.GetElapsedTime(clock);
        own = Environment.CpuUsage.TotalTime - own;
        server = ProcessorTime(backend) - server;
        wal = await Number(source, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint") - wal;
        images = await Images() - images;
        disk = await Disk() - disk;
        const double events = Batch * Measured;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {(announces ? $"by one in {Announcing}" : "nothing")} | {server.TotalMicroseconds / events:N1} | {own.TotalMicroseconds / events:N1} | {wal / events:N0} | {images / events:N3} | {elapsed.TotalMicroseconds / events:N1} | {disk / events:N0} |"));

        async Task Append(int batches)
        {
            for (var n = 0; n < batches; n++)
            {
                var runs = new List<EntityRun>(Batch);
                for (var i = 0; i < Batch; i++, next++)
                {
                    var entity = next % Entities;
                    runs.Add(new EntityRun(Key(entity), [Entry(Key(entity), ++versions[entity], bodies[next % bodies.Count], next, announces)]));
                }

                await Written(journal, runs);
            }
        }

        Task<long> Disk() => Number(source, "SELECT pg_database_size(current_database())");

        Task<long> Images() => Number(source, "SELECT wal_fpi FROM pg_stat_wal");
    }

    private static async Task History(Ground ground, List<byte[]> bodies)
    {
        await using var database = await ground.Database();
        await using var source = await Prepared(database);
        var journal = new PostgresJournal(source);
        var (busy, others) = (Key(0), 1);
        // Its events lie among those of others, as they do in life.
        for (var first = 1; first < 10_000; first += 10)
        {
            var runs = new List<EntityRun> { new(busy, [.. Enumerable.Range(first, 10).Select(version => Entry(busy, version, bodies[version], version))]) };
            for (var i = 0; i < 50; i++, others++) runs.Add(new EntityRun(Key(others), [Entry(Key(others), 1, bodies[others % bodies.Count], others)]));
            await Written(journal, runs);
        }

        // As autovacuum does within a minute.
        await using (var analyze = source.CreateCommand("ANALYZE")) await analyze.ExecuteNonQueryAsync();
        source.Clear();
        var times = new List<double>();
        string? cursor = null;
        for (var n = 0; n < 200; n++)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await journal.ReadEvents(busy, Page, cursor, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            cursor = page.Next;
        }

        await Bodies(source, journal, busy);
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"A page of {Page} of a history of 10,000 events among 60,000: median {times[times.Count / 2]:N2} ms, p99 {times[^3]:N2} ms, first one {times[^1]:N2} ms at most."));
    }

    private static async Task Bodies(NpgsqlDataSource source, PostgresJournal journal, EntityKey busy)
    {
        const int reads = 2_000;
        source.Clear();
        await Read(300);
        var backend = (int)await Number(source, "SELECT pg_backend_pid()::bigint");
        var (server, own, clock) = (ProcessorTime(backend), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Read(reads);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"One body of a commit of 60 as it was received: {Stopwatch.GetElapsedTime(clock).TotalMicroseconds / reads:N0} µs; backend {(ProcessorTime(backend) - server).TotalMicroseconds / reads:N0} µs, this process {(Environment.CpuUsage.TotalTime - own).TotalMicroseconds / reads:N0} µs."));

        async Task Read(int count)
        {
            for (var n = 0; n < count; n++)
            {
                if (await journal.ReadBody(busy, new EventId(string.Create(CultureInfo.InvariantCulture, $"evt-{1 + (n * 37 % 9_999):D9}")), CancellationToken.None) is null) throw new InvalidOperationException("A body is not there.");
            }
        }
    }

    private static async Task<NpgsqlDataSource> Prepared(PostgresStore database)
    {
        var source = PostgresDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 4 }.ConnectionString);
        await new PostgresEngine(source, TimeProvider.System, NullLogger<PostgresEngine>.Instance).Prepare(CancellationToken.None);
        source.Clear();
        return source;
    }

    private static async Task Written(PostgresJournal journal, List<EntityRun> runs)
    {
        runs.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        if ((await journal.Append(runs, Guid.Empty, CancellationToken.None)).Refused.Count > 0) throw new InvalidOperationException("A run was refused.");
    }

    private static EntityKey Key(int entity) => new("default", EntityKind.Shipment, string.Create(CultureInfo.InvariantCulture, $"{460_000 + entity}"));

    private static JournalEntry Entry(EntityKey key, long version, byte[] body, int number, bool announces = false)
    {
        var at = new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero).AddSeconds(number);
        // As long as the facts of an event are.
        var facts = Encoding.UTF8.GetBytes($$"""[["leg/{{number}}/departed","{{at:O}}","{{at:O}}"],["leg/{{number}}/arrived","{{at:O}}","{{at:O}}"]]""");
        return new JournalEntry(
            key, version, new EventId(string.Create(CultureInfo.InvariantCulture, $"evt-{number:D9}")), "/shipment_leg#departed", at, at, at, number * 7919L, "applied", "primary", facts, body,
            static () => throw new InvalidOperationException("Nobody lists it."),
            announces && number % Announcing == 0 ? [new Announcement("estimate:arrival", (int)version, at, Message(key, version, at))] : [], []);
    }

    /// <summary>As long as one about a slip of an estimate is.</summary>
    private static byte[] Message(EntityKey key, long version, DateTimeOffset at) => Encoding.UTF8.GetBytes($$$"""
        {"source":"default","kind":"shipment","id":"{{{key.Id}}}","name":"FLEX-{{{key.Id}}}","thing":"estimate:arrival","class":"estimate","revision":{{{version}}},"withdrawn":false,"occurredAt":"{{{at:O}}}","recordedAt":"{{{at:O}}}","eventId":"evt-{{{version:D9}}}","status":"in_transit","from":"{{{at:O}}}","to":"{{{at.AddHours(version):O}}}","about":{"mode":"ocean","origin":{"name":"Shanghai","country":"CN"},"destination":{"name":"Hamburg","country":"DE"},"shipments":["{{{key.Id}}}"],"purchaseOrders":["PO-{{{key.Id}}}"],"containers":["ABCU{{{key.Id}}}7"],"bills":["MEDU{{{key.Id}}}"],"parties":["Harbour Line","Furniture and Lamps GmbH"],"metadata":{"season":["spring"],"buyer":["{{{key.Id}}}"]} } }
        """);

    /// <summary>User and system time of a process, in steps of 10 ms.</summary>
    private static TimeSpan ProcessorTime(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
