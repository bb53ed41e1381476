using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>Which silo sees to the rows of which commits: times are moved in the database instead of being waited for.</summary>
public sealed class PostgresWritersTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly Guid Writer = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public async Task WhatALivingWriterHasNotListed_IsLeftToIt_AndIsTakenOverOnceItIsSilent()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.ListRows.Settle(Writer, [], TestContext.Current.CancellationToken);
        var commit = (await storage.Journal.Alone.Append([Run(Shipment("a"), 1, 1)], Writer, TestContext.Current.CancellationToken)).Commit;
        await storage.Execute("UPDATE unlisted SET committed_at = committed_at - interval '2 minutes'");
        (await Open(storage, Other)).ShouldBeEmpty();
        (await Open(storage, Writer)).ShouldBe([commit]);

        await storage.Execute("UPDATE writers SET alive_at = alive_at - interval '2 minutes'");
        (await Open(storage, Other)).ShouldBe([commit]);
        await storage.ListRows.Settle(Other, [], TestContext.Current.CancellationToken);
        (await Open(storage, Writer)).ShouldBeEmpty();

        // It was only stopped, and goes on: what it lists is listed, whoever it belongs to by now.
        await storage.ListRows.Settle(Writer, [commit], TestContext.Current.CancellationToken);
        (await Open(storage, Other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WritersOfLongAgo_AreForgotten()
    {
        await using var storage = await PostgresUnderTest.Prepared();
        await storage.ListRows.Settle(Writer, [], TestContext.Current.CancellationToken);
        await storage.Execute("UPDATE writers SET alive_at = alive_at - interval '2 days'");

        await storage.ListRows.Settle(Other, [], TestContext.Current.CancellationToken);

        (await storage.Scalar<Guid>("SELECT id FROM writers")).ShouldBe(Other);
    }

    private static async Task<IEnumerable<long>> Open(PostgresUnderTest storage, Guid writer) =>
        (await storage.ListRows.Unlisted(writer, Silence, 10, TestContext.Current.CancellationToken)).Select(commit => commit.Id);
}
