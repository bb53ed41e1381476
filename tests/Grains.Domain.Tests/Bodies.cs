using System.Text;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests;

/// <summary>Deliveries as the front end makes them of a body, and entities read back from a journal.</summary>
internal static class Bodies
{
    public static Delivery Read(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var envelope = EnvelopeReader.Read(bytes);
        return new Delivery(
            new EventId(envelope.EventId), envelope.Type ?? "", envelope.Event, envelope.CreatedAt, envelope.OccurredAt, Say.At("2026-12-01T00:00:00Z"), "main", bytes);
    }

    /// <summary>A milestone of dialect A that was recorded on 27 November 2026.</summary>
    /// <param name="occurredAt">As JSON.</param>
    public static Delivery Milestone(string milestone, string occurredAt, string id = "m1") => Read(
        $$"""{"id":"{{id}}","type":"shipment.milestone","created_at":"2026-11-27T09:00:00Z","data":{"shipment_id":"7001","location":{"name":"Apia"},"milestone":"{{milestone}}","occurred_at":{{occurredAt}} } }""");

    /// <summary>As a store without offsets gives a parked delivery back.</summary>
    public static Delivery WithoutOffsets(this Delivery delivery) =>
        delivery with { CreatedAt = delivery.CreatedAt?.ToUniversalTime(), OccurredAt = delivery.OccurredAt?.ToUniversalTime() };

    /// <summary>The state folded anew from what a journal keeps: facts as bytes, times in UTC.</summary>
    public static EntityState Refolded<TView>(IEntityRules<TView> rules, EntityKey key, params Delivery[] deliveries)
        where TView : class
    {
        var state = EntityState.Empty;
        foreach (var delivery in deliveries)
        {
            var report = rules.Read(delivery);
            state = rules.Apply(key, state, new AcceptedEvent(
                state.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt.ToUniversalTime(), report.RecordedAt.ToUniversalTime(), delivery.ReceivedAt,
                StateCodec.DecodeFacts(StateCodec.EncodeFacts(report.Facts)))).Next;
        }

        return state;
    }
}
