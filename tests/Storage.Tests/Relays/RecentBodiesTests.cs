using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Silo.Storage;
using static Storage.Tests.Freight;

namespace Storage.Tests.Relays;

/// <summary>Bodies that are told right after their commit.</summary>
public sealed class RecentBodiesTests
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly Relay Relay = new(new EntityKey("default", EntityKind.Booking, "3301"), RelayKind.Link, 1, 1);

    private readonly RecentBodies recent = new();

    [Fact]
    public void WhatIsOwed_IsHere_AndNothingElse()
    {
        recent.Committed([Run(Owing(Key, 1, Relay), Entry(Key, 2, "evt-2"), Owing(Key, 3, Relay))], []);

        Text(recent.Find(Key, 1)).ShouldContain("evt-1");
        recent.Find(Key, 2).ShouldBeNull();
        recent.Has(Key, 3, 3).ShouldBeTrue();
        recent.Has(Key, 1, 3).ShouldBeFalse();
    }

    [Fact]
    public void WhatWasRefused_IsNot()
    {
        recent.Committed([Run(Owing(Key, 1, Relay)), Run(Owing(Shipment("other"), 1, Relay))], [Key]);

        recent.Find(Key, 1).ShouldBeNull();
        recent.Find(Shipment("other"), 1).ShouldNotBeNull();
    }

    [Fact]
    public void TheOldest_AreForgotten()
    {
        for (var version = 1; version <= 5; version++) recent.Committed([Run(Owing(Key, version, Relay) with { Body = new byte[RecentBodies.MostBytes / 4] })], []);
        recent.Committed([Run(Owing(Key, 6, Relay) with { Body = new byte[RecentBodies.MostBytes + 1] })], []);

        recent.Has(Key, 2, 5).ShouldBeTrue();
        recent.Find(Key, 1).ShouldBeNull();
        recent.Find(Key, 6).ShouldBeNull();
    }
}
