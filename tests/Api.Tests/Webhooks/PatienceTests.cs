using System.Diagnostics;
using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Api.Tests.Webhooks;

/// <summary>Five attempts, three ways of parking. What hangs is given up soon; whatever answers has all the time that a busy machine may need.</summary>
public sealed class PatienceTests
{
    private static readonly (string, string?) EntityGivenUpSoon = ("Flexport:Calls:EntityAllowance", "00:00:00.5");
    private static readonly (string, string?) ParkingGivenUpSoon = ("Flexport:Calls:ParkPatience", "00:00:00.2");
    private static readonly (string, string?) AllGivenUpSoon = ("Flexport:Calls:Deadline", "00:00:01.5");
    private static readonly Receipt Applied = new(ReceiptKind.Applied, 1);

    public static TheoryData<Exception> Passing => [new ActivationDroppedException("dropped"), new SiloUnavailableException("gone"), Rejected("gone")];

    public static TheoryData<Exception> Busy =>
        [new StoreUnavailableException("down"), new OverloadedException("full"), new LimitExceededException("full"), Rejected("not loaded", new StoreUnavailableException("down"))];

    private static Exception Rejected(string message, Exception? inner = null) =>
        (Exception)Activator.CreateInstance(
            typeof(OrleansMessageRejectionException),
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public,
            null,
            [message, inner],
            null)!;

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task WhatPasses_IsTriedAgainAtOnce(Exception fault)
    {
        var calls = 0;
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(
            _ => Interlocked.Increment(ref calls) < 5 ? Task.FromException<Receipt>(fault) : Task.FromResult(Applied)));
        using var response = await edge.Deliver(Bodies.Departed);
        (await response.Json()).GetProperty("status").GetString().ShouldBe("applied");
        calls.ShouldBe(5);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task WhatDoesNotPassInFiveAttempts_IsParked(Exception fault)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(fault).OnKeep(_ => Task.FromResult(8L)));
        using var response = await edge.Deliver(Bodies.Departed);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe("""{"status":"parked","eventId":"evt-71","deadLetter":8,"reason":"parked"}""");
        edge.Grains.Received.Count().ShouldBe(5);
        var parked = edge.Grains.Kept.Single();
        parked.Reason.ShouldBe(DeadLetterReason.Parked);
        parked.Key.ShouldBe(new EntityKey("default", EntityKind.Shipment, "9001"));
        parked.Delivery.ShouldBe(edge.Grains.Received.First().Delivery);
    }

    [Theory]
    [MemberData(nameof(Busy))]
    public async Task StoreDownOrSiloFull_Is503WithRetryAfter_AndNothingIsParked(Exception fault)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(fault));
        using var response = await edge.Deliver(Bodies.Departed);
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 5);
        edge.Grains.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task EntityThatHangs_IsParkedWithinTheDeadline()
    {
        var (never, reached) = (new TaskCompletionSource<Receipt>(), new TaskCompletionSource());
        var time = new FakeTimeProvider();
        await using var edge = await EdgeHost.Start(
            new FakeGrains()
                .OnReceive(_ =>
                {
                    reached.TrySetResult();
                    return never.Task;
                })
                .OnKeep(_ => Task.FromResult(8L)),
            services: services => services.AddSingleton<TimeProvider>(time));
        var sending = edge.Deliver(Bodies.Departed);
        await reached.Task;
        time.Advance(TimeSpan.FromSeconds(19.9));
        (await Task.WhenAny(sending, Task.Delay(200, TestContext.Current.CancellationToken))).ShouldNotBe(sending);

        // Twenty seconds are the entity's; the rest is what parking has.
        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using var response = await sending;
        (await response.Json()).GetProperty("status").GetString().ShouldBe("parked");
        edge.Grains.Received.Count().ShouldBe(1);
    }

    [Fact]
    public async Task OrleansTimeout_IsParked_AndNotTriedAgain()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(new TimeoutException("no response")).OnKeep(_ => Task.FromResult(8L)));
        using var response = await edge.Deliver(Bodies.Departed);
        (await response.Json()).GetProperty("status").GetString().ShouldBe("parked");
        edge.Grains.Received.Count().ShouldBe(1);
    }

    [Fact]
    public async Task FaultNobodyExpected_IsParked_AndLogged()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(new FormatException("odd")).OnKeep(_ => Task.FromResult(8L)));
        using var response = await edge.Deliver(Bodies.Departed);
        (await response.Json()).GetProperty("status").GetString().ShouldBe("parked");
        edge.Grains.Kept.Single().Detail.ShouldContain("FormatException");
        edge.Log.All.ShouldContain("System.FormatException: odd");
    }

    [Fact]
    public async Task ParkingThatHangsInOneSilo_IsTriedThroughAnother()
    {
        var never = new TaskCompletionSource<long>();
        var tries = 0;
        await using var edge = await EdgeHost.Start(new FakeGrains()
            .OnReceive(new TimeoutException())
            .OnKeep(_ => Interlocked.Increment(ref tries) < 3 ? never.Task : Task.FromResult(9L)),
            settings: ParkingGivenUpSoon);
        using var response = await edge.Deliver(Bodies.Departed);
        (await response.Json()).GetProperty("deadLetter").GetInt64().ShouldBe(9);
        tries.ShouldBe(3);
    }

    [Fact]
    public async Task ParkingThatFailsEverywhere_Is503()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains()
            .OnReceive(new TimeoutException())
            .OnKeep(_ => Task.FromException<long>(new StoreUnavailableException("down"))));
        using var response = await edge.Deliver(Bodies.Departed);
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        edge.Grains.Kept.Count().ShouldBe(3);
    }

    [Fact]
    public async Task EverythingHangs_Is503AtTheDeadline()
    {
        var never = new TaskCompletionSource<Receipt>();
        var nowhere = new TaskCompletionSource<long>();
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(_ => never.Task).OnKeep(_ => nowhere.Task), settings: [EntityGivenUpSoon, ParkingGivenUpSoon, AllGivenUpSoon]);
        var clock = Stopwatch.StartNew();
        using var response = await edge.Deliver(Bodies.Departed);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1.4));
    }

    [Fact]
    public async Task ClientWithoutACluster_Is503_ForDeliveriesAndQueries()
    {
        var grains = new FakeGrains { Refuses = () => new ArgumentException("Could not find an implementation for interface IShipmentGrain") };
        await using var edge = await EdgeHost.Start(grains);
        using var delivery = await edge.Deliver(Bodies.Departed);
        using var query = await edge.Get("/api/shipments/1/events?cursor=x");
        await delivery.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
        await query.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task DeadLetterThatCannotBeKept_Is503()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnKeep(_ => Task.FromException<long>(new FormatException("odd"))));
        using var response = await edge.Deliver("[]");
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task SenderGoneAfterTheLastByte_ChangesNothing()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource<Receipt>();
        var kept = new TaskCompletionSource();
        await using var edge = await EdgeHost.Start(
            new FakeGrains()
                .OnReceive(_ =>
                {
                    reached.SetResult();
                    return release.Task;
                })
                .OnKeep(_ =>
                {
                    kept.SetResult();
                    return Task.FromResult(1L);
                }));
        using var sender = new CancellationTokenSource();
        var sending = edge.Http.SendAsync(EdgeHost.Signed(System.Text.Encoding.UTF8.GetBytes(Bodies.Departed)), sender.Token);
        await reached.Task;
        await sender.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);

        // The call goes on: it fails, and what it brought is parked.
        release.SetException(new TimeoutException("no response"));
        await kept.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Shutdown_AnswersWhatItHasTaken()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource<Receipt>();
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(_ =>
        {
            reached.SetResult();
            return release.Task;
        }));
        var sending = edge.Deliver(Bodies.Departed);
        await reached.Task;
        var stopping = edge.Stop();
        release.SetResult(Applied);
        using var response = await sending;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
    }
}
