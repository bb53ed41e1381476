using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Silo.Storage;
using static Storage.Tests.Freight;

namespace Storage.Tests.Relays;

/// <summary>Events that are told right after their commit.</summary>
public sealed class RecentEventsTests
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly Relay Relay = new(new EntityKey("default", EntityKind.Booking, "3301"), RelayKind.Link, 1, 1);

    private readonly RecentEvents recent = new();

    [Fact]
    public void WhatIsOwed_IsHere_AndNothingElse()
    {
        recent.Committed([Run(Owing(Key, 1, Relay), Entry(Key, 2, "evt-2"), Owing(Key, 3, Relay))], []);

        var told = recent.Find(Key, 1, 1, 10, int.MaxValue).ShouldNotBeNull().ShouldHaveSingleItem();
        (told.Version, told.Event.From, told.Event.EventId).ShouldBe((1, Key, new EventId("evt-1")));
        Text(told.Event.Body).ShouldContain("evt-1");
        Find(2).ShouldBeNull();
        Find(3).ShouldNotBeNull();
        recent.Find(Key, 1, 3, 10, int.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void WhatWasRefused_IsNot()
    {
        recent.Committed([Run(Owing(Key, 1, Relay)), Run(Owing(Shipment("other"), 1, Relay))], [Key]);

        Find(1).ShouldBeNull();
        recent.Find(Shipment("other"), 1, 1, 10, int.MaxValue).ShouldNotBeNull();
    }

    [Fact]
    public void TheOldest_AreForgotten()
    {
        for (var version = 1; version <= 5; version++) recent.Committed([Run(Owing(Key, version, Relay) with { Body = new byte[RecentEvents.MostBytes / 4] })], []);
        recent.Committed([Run(Owing(Key, 6, Relay) with { Body = new byte[RecentEvents.MostBytes + 1] })], []);

        recent.Find(Key, 3, 5, 10, int.MaxValue).ShouldNotBeNull().Count.ShouldBe(3);
        Find(1).ShouldBeNull();
        Find(6).ShouldBeNull();
    }

    [Fact]
    public void APage_HasSoManyAndSoManyBytes()
    {
        for (var version = 1; version <= 5; version++) recent.Committed([Run(Owing(Key, version, Relay))], []);

        recent.Find(Key, 1, 5, 3, int.MaxValue).ShouldNotBeNull().Select(static one => one.Version).ShouldBe([1, 2, 3]);
        recent.Find(Key, 2, 5, 10, 1).ShouldNotBeNull().ShouldHaveSingleItem().Version.ShouldBe(2);
    }

    private IReadOnlyList<Grains.Relays.Tellable>? Find(long version) => recent.Find(Key, version, version, 10, int.MaxValue);
}
