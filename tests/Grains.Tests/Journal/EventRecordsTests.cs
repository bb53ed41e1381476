using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Tests.Journal;

/// <summary>What a history shows of an event beside its columns.</summary>
public sealed class EventRecordsTests
{
    private static readonly DateTimeOffset Occurred = new(2026, 11, 26, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void TheOccurrence_IsShownWithTheOffsetThatTheFactsHave() =>
        Record([new Fact(new Thing(Part.Whole, "", Aspect.ActualDeparture), new FactValue.Instant(Occurred))]).OccurredAt.EqualsExact(Occurred).ShouldBeTrue();

    [Fact]
    public void WhatCouldNotBeRead_IsShown() =>
        Record([new Fact(new Thing(Part.Unread, "leg 11/eta", Aspect.AsWritten), new FactValue.Words(["eta", "leg 11", "soon"]))])
            .Unread.ShouldBe([new UnreadView("eta", "leg 11", "soon", "e1", Occurred.ToUniversalTime())]);

    [Fact]
    public void FactsOfALaterProgram_HideNoHistory()
    {
        var at = Occurred.ToUniversalTime();
        var record = EventRecords.Of(1, "e1", "departed", at, at, at, "applied", "[99]"u8);

        record.OccurredAt.ShouldBe(at);
        record.Unread.ShouldBeEmpty();
    }

    private static EventRecord Record(Fact[] facts)
    {
        var at = Occurred.ToUniversalTime();
        return EventRecords.Of(1, "e1", "departed", at, at, at, "applied", StateCodec.EncodeFacts(facts));
    }
}
