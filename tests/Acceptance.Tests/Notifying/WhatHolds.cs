using System.Collections.Concurrent;
using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Notifying;

/// <summary>What the service itself says of shipments, in the end: what was announced, and what holds.</summary>
internal sealed class WhatHolds
{
    private readonly ConcurrentDictionary<Lane, IReadOnlySet<int>> announced = new();
    private readonly ConcurrentDictionary<Lane, DateTimeOffset?> holds = new();

    /// <summary>The revisions that were announced of each thing.</summary>
    public IReadOnlyDictionary<Lane, IReadOnlySet<int>> Announced => announced;

    /// <summary>Of what was announced: when it happened; null: it has not.</summary>
    public IReadOnlyDictionary<Lane, DateTimeOffset?> Holds => holds;

    public async Task Read(ServiceClient client, string shipment)
    {
        var view = await client.Read($"/api/shipments/{Uri.EscapeDataString(shipment)}") ?? throw new InvalidOperationException($"There is no shipment {shipment}.");
        foreach (var thing in (await client.ReadAll($"/api/announcements?shipment={Uri.EscapeDataString(shipment)}")).GroupBy(static one => one.At("thing")!))
        {
            var lane = new Lane(shipment, thing.Key);
            var revisions = thing.Select(static one => one.GetProperty("revision").GetInt32()).Order().ToList();
            revisions.ShouldBe(Enumerable.Range(0, revisions.Count), $"announcements of {lane}");
            announced[lane] = revisions.ToHashSet();
            if (thing.Key is not ("milestone:departed" or "milestone:arrived" or "milestone:delivered")) continue;
            var at = thing.Key switch
            {
                "milestone:departed" => view.At("actuals.departure"),
                "milestone:arrived" => view.At("actuals.arrival"),
                _ => view.GetProperty("milestones").EnumerateArray()
                    .Where(static one => one.At("milestone") == "delivered" && one.At("leg") is null && one.At("container") is null).Select(static one => one.At("occurredAt")).SingleOrDefault(),
            };
            holds[lane] = at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
