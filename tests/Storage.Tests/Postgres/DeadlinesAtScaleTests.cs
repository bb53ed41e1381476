using System.Diagnostics;
using System.Globalization;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>A tick costs what is due, not what exists: what it reads of the index is counted by the server, up to a million open deadlines.</summary>
public sealed class DeadlinesAtScaleTests
{
    private const int DueNow = 1_000;
    private const int InAPiece = 50_000;
    private const string Read = "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'entity_rows_deadlines'";
    private const string Scanned = "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'entity_rows'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task ATick_ReadsWhatIsDue_HoweverManyAreOpen() => ReadsWhatIsDue(5_000, 50_000);

    [Fact]
    [Trait("Length", "Long")]
    public Task ATick_ReadsWhatIsDue_ThoughAMillionAreOpen() => ReadsWhatIsDue(10_000, 100_000, 1_000_000);

    private static async Task ReadsWhatIsDue(params int[] sizes)
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await Fill(storage, 0, DueNow, $"'{Noon:O}'::timestamptz - i * interval '1 second'");
        var open = 0;
        foreach (var size in sizes)
        {
            await Fill(storage, DueNow + open, size - open, $"'{Noon:O}'::timestamptz + i * interval '1 minute'");
            open = size;
            await storage.Execute("ANALYZE entities");
            await storage.Execute("SELECT pg_stat_reset()");
            var silo = storage.OpenAgain(storage.ConnectionString + ";Application Name=silo");
            await silo.Deadlines.Due(Noon.AddYears(-1), null, DueNow, Cancellation);
            var clock = Stopwatch.StartNew();
            (await silo.Deadlines.Due(Noon, null, 2 * DueNow, Cancellation)).Count.ShouldBe(DueNow);
            var took = clock.Elapsed;
            await silo.DisposeAsync();
            await storage.Gone("silo");

            var read = await storage.Scalar<long>(Read);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{size:N0} open, {DueNow:N0} due: {read:N0} entries of the index read, in {took.TotalMilliseconds:N1} ms"));
            read.ShouldBeLessThanOrEqualTo(DueNow + 10);
            (await storage.Scalar<long>(Scanned)).ShouldBe(0);
        }
    }

    private static async Task Fill(PostgresUnderTest storage, int first, int count, string at)
    {
        // In pieces: a statement of this service's has a limit of time.
        for (var done = 0; done < count; done += InAPiece)
        {
            var (from, to) = (first + done, first + Math.Min(done + InAPiece, count) - 1);
            await storage.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO entity_rows (source, kind, id, version, status, updated_at, row_json, next_deadline_at)
                SELECT 'default', 1, 's-' || i, 1, 'departed', now(), '', {at}
                FROM generate_series({from}, {to}) AS i
                """));
        }
    }
}
