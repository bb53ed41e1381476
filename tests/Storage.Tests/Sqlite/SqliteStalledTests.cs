using System.Diagnostics;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;
using static Storage.Tests.Freight;

namespace Storage.Tests.Sqlite;

/// <summary>When the file serves nobody for a while, callers leave in time, and what they left behind is not done afterwards.</summary>
public sealed class SqliteStalledTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();
    private OpenSqlite sqlite = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => sqlite = await OpenSqlite.Open(folder.File);

    public ValueTask DisposeAsync()
    {
        sqlite.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task CallersOfALockedFile_LeaveInTheirTime_AndWhatHadNotBegunIsNeverDone()
    {
        Task running;
        List<Task<Exception>> left;
        using (ForeignLock())
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            running = Should.ThrowAsync<StoreUnavailableException>(sqlite.Journal.Append([Run(Shipment("running"), 1, 1)], brief.Token));
            left = [.. Enumerable.Range(0, 200).Select(i => Left(sqlite.Journal.Append([Run(Shipment($"s{i}"), 1, 1)], brief.Token)))];
            // It has the store's own limit: whoever leaves before it leaves by the token.
            var patient = Left(sqlite.DeadLetters.Tried(1, true, "done", Noon, null, CancellationToken.None));
            await running;
            // While the file is still locked: nobody has waited for it.
            var all = Task.WhenAll(left);
            (await Task.WhenAny(all, patient)).ShouldBe(all);
            await patient;
        }

        (await sqlite.Journal.Append(Run(Shipment("new"), 1, 1))).ShouldBeEmpty();
        foreach (var task in left) (await task).ShouldBeOfType<StoreUnavailableException>().Message.ShouldContain("had not begun");
        (await sqlite.Journal.Load([.. Enumerable.Range(0, 200).Select(i => Shipment($"s{i}"))], Cancellation)).ShouldAllBe(history => history.HeadVersion == 0);
    }

    [Fact]
    public async Task CallWhoseTokenHasFired_IsNotBegun()
    {
        await Should.ThrowAsync<StoreUnavailableException>(sqlite.Journal.Append([Run(Shipment("late"), 1, 1)], new CancellationToken(true)));

        (await sqlite.Journal.Load(Shipment("late"))).HeadVersion.ShouldBe(0);
    }

    [Fact]
    public async Task CallersWithoutALimit_HaveOneOfFiveSeconds()
    {
        using var held = ForeignLock();
        var began = Stopwatch.GetTimestamp();

        // They return while the file is still locked, hence by a limit; that it is this one is told, not asserted: a busy machine is later.
        var left = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Left(i % 2 == 0
            ? Keep(i)
            : sqlite.DeadLetters.Tried(i, true, "done", Noon, null, CancellationToken.None))));

        var took = Stopwatch.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine($"left after {took.TotalSeconds:0.0} s");
        took.ShouldBeGreaterThan(TimeSpan.FromSeconds(4.5));
        left.ShouldAllBe(reason => reason is StoreUnavailableException);
    }

    [Fact]
    public async Task MoreCallsThanTheQueueTakes_AreRefusedAtOnce_AndThoseThatLeaveMakeRoom()
    {
        using var held = ForeignLock();
        using var patient = new CancellationTokenSource();
        // One of them may be running already.
        var calls = Enumerable.Range(0, 4_200).Select(i => Left(sqlite.DeadLetters.ClaimParked(1, Noon, TimeSpan.FromMinutes(1), patient.Token))).ToList();

        var refused = await Task.WhenAll(calls.Where(call => call.IsCompleted));
        await patient.CancelAsync();
        await Task.WhenAll(calls);
        var next = Keep(1);

        refused.Length.ShouldBeInRange(103, 104);
        refused.ShouldAllBe(reason => reason is OverloadedException);
        next.IsCompleted.ShouldBeFalse();
        held.Dispose();
        (await next).ShouldBe(1);
    }

    /// <summary>What a program that copies the file by hand does, or a shell that was left open.</summary>
    private SqliteConnection ForeignLock()
    {
        var other = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        other.Open();
        using var command = new SqliteCommand("BEGIN IMMEDIATE", other);
        command.ExecuteNonQuery();
        return other;
    }

    private static async Task<Exception> Left(Task call)
    {
        var failure = await Record.ExceptionAsync(() => call);
        return failure.ShouldNotBeNull();
    }

    private Task<long> Keep(int i) => sqlite.DeadLetters.Keep(
        new Undeliverable(
            "default", null, DeadLetterReason.NoType, "no type",
            new Delivery(new EventId($"evt-{i}"), "", null, null, null, Noon, "first", Utf8("{}"))),
        CancellationToken.None);
}
