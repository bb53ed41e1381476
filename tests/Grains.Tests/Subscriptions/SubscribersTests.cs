using System.Diagnostics.Metrics;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using Grains.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace Grains.Tests.Subscriptions;

/// <summary>Who hears, and what becomes of what waits for those who do not.</summary>
public sealed class SubscribersTests : IDisposable
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Stakeholder Desk = new("desk", "Desk", "UTC", default, null, [new Contact("c", "log")]);
    private static readonly Subscription All = new("all", "desk", "c", ["all"], SubscriptionFilter.All, 12, Timing.AtOnce, null, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), First);

    private readonly SubscriptionShelf shelf = new();
    private readonly Meters meters = new();
    private readonly Lines<Subscribers> lines = new();
    private readonly SubscriptionInstruments instruments;
    private readonly Subscribers subscribers;

    public SubscribersTests()
    {
        instruments = new SubscriptionInstruments(meters);
        subscribers = new Subscribers(shelf, [Subscriber.Configured("log")], instruments, lines);
        shelf.Put(Desk);
        shelf.Put(All);
    }

    [Fact]
    public async Task OneThatHears_IsKnownByItsLane_AndThatOfItsBackup()
    {
        var book = await Read();
        book.All.Select(static one => one.Id).ShouldBe(["default:log", "all"]);
        book.Of(Lane("all", First)).ShouldBe((Hearing.Hears, book.All[1]));
        book.Of(Lane("all#backup", First)).ShouldBe((Hearing.Hears, book.All[1]));
        book.Of(Lane("default:log", Guid.Empty)).ShouldBe((Hearing.Hears, book.All[0]));
    }

    [Fact]
    public async Task OneThatIsNotThere_OrWasMadeAnew_HasGone()
    {
        var book = await Read();
        book.Of(Lane("other", First)).ShouldBe((Hearing.Gone, null));
        book.Of(Lane("all", Guid.NewGuid())).ShouldBe((Hearing.Gone, null));
        book.Of(Lane("all", First, "elsewhere")).ShouldBe((Hearing.Gone, null));
        book.Of(Lane("default:slack", Guid.Empty)).ShouldBe((Hearing.Gone, null));
    }

    [Fact]
    public async Task OneThatIsPaused_HearsNothingNew_AndWhatWaitsIsHeld()
    {
        shelf.Put(All with { Paused = true });
        var book = await Read();
        book.All.Select(static one => one.Id).ShouldBe(["default:log"]);
        book.Of(Lane("all", First)).ShouldBe((Hearing.Held, null));
        book.Of(Lane("all#backup", First)).ShouldBe((Hearing.Held, null));
        book.Of(Lane("all", Guid.NewGuid())).ShouldBe((Hearing.Gone, null));
    }

    [Fact]
    public async Task OneThatWasResumed_HearsOfWhatIsAnnouncedFromThenOn()
    {
        (await Read()).All[1].Since.ShouldBe(All.CreatedAt);
        shelf.Put(All with { ResumedAt = All.CreatedAt.AddDays(2) });
        (await Read()).All[1].Since.ShouldBe(All.CreatedAt.AddDays(2));
    }

    [Fact]
    public async Task WhatCannotBeRead_StopsNobodyElse_AndIsToldOnce()
    {
        (await Read()).All.Count.ShouldBe(2);
        Measured().ShouldBe(0);
        var damaged = Guid.NewGuid();
        shelf.Put(new UnreadableDocument(true, "damaged", 7, damaged), new UnreadableDocument(false, "nobody", 8, Guid.Empty));
        shelf.Put(All with { Id = "orphan", Stakeholder = "nobody", Generation = damaged });

        var book = await Read();
        book.All.Select(static one => one.Id).ShouldBe(["default:log", "all"]);
        book.Of(Lane("damaged", damaged)).ShouldBe((Hearing.Held, null));
        book.Of(Lane("damaged", First)).ShouldBe((Hearing.Gone, null));
        book.Of(Lane("orphan", damaged)).ShouldBe((Hearing.Held, null));
        (Measured(), instruments.Unreadable).ShouldBe((2, 2));

        shelf.Put(Desk with { Name = "Other" });
        await Read();
        lines.All.ShouldBe(
        [
            "Error: What is stored of subscription damaged of source default cannot be read: it is left out, and what waits for it is held. Save it anew, or delete it.",
            "Error: What is stored of stakeholder nobody of source default cannot be read: it is left out, and what waits for it is held. Save it anew, or delete it.",
        ]);

        shelf.Put(new UnreadableDocument(true, "damaged", 9, damaged));
        await Read();
        (lines.All.Count, Measured()).ShouldBe((3, 1));
        shelf.Put([]);
        await Read();
        (lines.All.Count, Measured()).ShouldBe((3, 0));
    }

    public void Dispose() => meters.Dispose();

    private Task<Subscribers.Book> Read() => subscribers.Read(TestContext.Current.CancellationToken);

    private static LaneKey Lane(string subscription, Guid generation, string source = "default") => new(subscription, generation, new EntityKey(source, EntityKind.Shipment, "1"), "milestone:arrived");

    private int Measured()
    {
        var measured = -1;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Name == "flexport.subscriptions.unreadable" && meters.Has(instrument.Meter)) heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => measured = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
