using Microsoft.Extensions.Time.Testing;
using System.Text;
using Flexport.Webhooks.Signatures;
using Simulator.Delivery;
using Simulator.Worlds;

namespace Simulator.Tests.Delivery;

public sealed class SenderTests
{
    private static readonly WebhookSecret Secret = WebhookSecret.FromText("test", "lighthouse-7");
    private static readonly IReadOnlyList<WorldEvent> Events = InventedEvents.Make(50);
    private static readonly string[] Bodies = [.. Events.Select(one => Encoding.UTF8.GetString(one.Body))];

    private readonly Tally tally = new();

    [Fact]
    public async Task EachDelivery_IsSignedAndSentOnce()
    {
        await using var webhook = await ScriptedWebhook.Start((_, _) => 200);
        (await Send([webhook.Url])).ShouldBeNull();
        webhook.Accepted.ShouldBe(Bodies, ignoreOrder: true);
        webhook.Attempts.ShouldAllBe(attempt => attempt.Signature == SignatureWriter.Sign(Encoding.UTF8.GetBytes(attempt.Body), Secret));
        tally.Statuses.ShouldBe(new Dictionary<int, long> { [200] = 50 });
        tally.Outcomes.ShouldBe(new Dictionary<string, long> { ["applied"] = 50 });
    }

    [Theory]
    [InlineData(503)]
    [InlineData(ScriptedWebhook.Breaks)]
    public async Task WhatIsUnavailableOrBreaks_IsSentUntilItIsTaken(int status)
    {
        await using var webhook = await ScriptedWebhook.Start((_, attempt) => attempt <= 2 ? status : 200);
        (await Send([webhook.Url])).ShouldBeNull();
        webhook.Accepted.ShouldBe(Bodies, ignoreOrder: true);
        tally.Failed.ShouldBe(0);
        tally.Statuses.ShouldBe(new Dictionary<int, long> { [status] = 100, [200] = 50 }, ignoreOrder: true);
    }

    [Fact]
    public async Task AServiceThatDiesAndComesBackAtTheSamePlace_GetsEverything()
    {
        var (calls, tenTaken) = (0, new TaskCompletionSource());
        var first = await ScriptedWebhook.Start((_, _) =>
        {
            var call = Interlocked.Increment(ref calls);
            if (call > 10) tenTaken.TrySetResult();
            return call <= 10 ? 200 : ScriptedWebhook.Breaks;
        });
        var url = first.Url;
        var sending = Send([url]);
        await tenTaken.Task;
        await first.DisposeAsync();
        await using var second = await ScriptedWebhook.Start((_, _) => 200, url.Port);
        (await sending).ShouldBeNull();
        first.Accepted.Concat(second.Accepted).Distinct().ShouldBe(Bodies, ignoreOrder: true);
        tally.Delivered.ShouldBe(50);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(204)]
    [InlineData(302)]
    public async Task AnotherAnswer_IsAFailure_AndIsNotRepeated(int status)
    {
        await using var webhook = await ScriptedWebhook.Start((body, _) => body == Bodies[7] ? status : 200);
        (await Send([webhook.Url])).ShouldBeNull();
        webhook.Attempts.Count.ShouldBe(50);
        tally.Failed.ShouldBe(1);
        tally.Examples.ShouldHaveSingleItem().ShouldStartWith($"{status}  shipments/7  shipment.milestone  7  ");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(204)]
    public async Task FlexportsWay_SendsAnythingBut200AgainLater(int status)
    {
        await using var webhook = await ScriptedWebhook.Start((body, attempt) => body == Bodies[7] && attempt < 4 ? status : 200);
        (await Send([webhook.Url], retryAll: true)).ShouldBeNull();
        webhook.Accepted.ShouldBe(Bodies, ignoreOrder: true);
        webhook.Attempts.Count(attempt => attempt.Body == Bodies[7]).ShouldBe(4);
        tally.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task FlexportsWay_GoesOnWithOthersMeanwhile()
    {
        await using var webhook = await ScriptedWebhook.Start((body, attempt) => body == Bodies[0] && attempt == 1 ? 500 : 200);
        (await Send([webhook.Url], retryAll: true, connections: 1)).ShouldBeNull();
        webhook.Attempts[0].Body.ShouldBe(Bodies[0]);
        webhook.Attempts[1].Body.ShouldBe(Bodies[1]);
        webhook.Accepted.ShouldBe(Bodies, ignoreOrder: true);
    }

    [Fact]
    public async Task WhenPatienceEnds_ThatDeliveryFails_AndTheOthersGoOn()
    {
        // By the run's clock each answer to the third costs a second, and nothing else takes any time: its patience of ten ends with its eleventh answer.
        // One of the others is taken only after the eighth, so that somebody has just been answered when it ends.
        var (time, taken) = (new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero }, new ManualResetEventSlim());
        var (third, last) = (Bodies[3], Bodies[4]);
        var refusals = 0;
        await using var webhook = await ScriptedWebhook.Start((body, _) =>
        {
            if (body == last && Volatile.Read(ref refusals) < 8) return 503;
            if (body == last) taken.Set();
            if (body != third) return 200;
            if (Volatile.Read(ref refusals) >= 8) taken.Wait(TimeSpan.FromMinutes(3));
            time.Advance(TimeSpan.FromSeconds(1));
            Interlocked.Increment(ref refusals);
            return 503;
        });
        (await Send([webhook.Url], patience: TimeSpan.FromSeconds(10), time: new ClockOf(time))).ShouldBeNull();
        tally.Failed.ShouldBe(1);
        webhook.Accepted.ShouldBe(Bodies.Where((_, place) => place != 3), ignoreOrder: true);
    }

    [Fact]
    public async Task WhenNothingAnswersAtAll_TheRunIsGivenUpAndSaysWhere()
    {
        var gone = await ScriptedWebhook.Start((_, _) => 200);
        var url = gone.Url;
        await gone.DisposeAsync();
        var reason = await Send([url], patience: TimeSpan.FromMilliseconds(300));
        reason.ShouldNotBeNull().ShouldContain($"Is the service running at {url}?");
        tally.Delivered.ShouldBe(0);
        tally.LastSilence.ShouldNotBeNull();
    }

    [Fact]
    public async Task TwoEndpoints_TakeTurns_AndOneTakesTheOthersPart()
    {
        await using var one = await ScriptedWebhook.Start((_, _) => 200);
        await using var other = await ScriptedWebhook.Start((_, _) => 200);
        (await Send([one.Url, other.Url])).ShouldBeNull();
        one.Accepted.Count.ShouldBe(25);
        other.Accepted.Count.ShouldBe(25);

        var gone = other.Url;
        await other.DisposeAsync();
        (await Send([one.Url, gone])).ShouldBeNull();
        one.Accepted.Count.ShouldBe(75);
        tally.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_EndsTheRun()
    {
        using var stop = new CancellationTokenSource();
        await using var webhook = await ScriptedWebhook.Start((_, attempt) =>
        {
            stop.Cancel();
            return 200;
        });
        (await Send([webhook.Url], stop: stop.Token, pace: new Pace.AtRate(10))).ShouldBe("It was stopped.");
    }

    private Task<string?> Send(
        IReadOnlyList<Uri> urls, Pace? pace = null, bool retryAll = false, TimeSpan? patience = null, int connections = 8, CancellationToken? stop = null, TimeProvider? time = null)
    {
        var options = new SendOptions(
            urls, new Signing(Secret, null, 0), connections, pace ?? Pace.Unbound, retryAll, patience ?? TimeSpan.FromMinutes(3),
            new Backoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50)), TimeSpan.FromMinutes(3), Seed: 1);
        return new Sender(options, tally, null, time ?? TimeProvider.System).Send(Schedule.Once(Events), stop ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Tells the time of another clock, and waits by the machine's.</summary>
    private sealed class ClockOf(TimeProvider told) : TimeProvider
    {
        public override long TimestampFrequency => told.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => told.GetUtcNow();

        public override long GetTimestamp() => told.GetTimestamp();
    }
}
