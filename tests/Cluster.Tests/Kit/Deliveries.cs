using System.Globalization;
using System.Text;
using Grains.Interfaces.Entities;

namespace Cluster.Tests.Kit;

/// <summary>Deliveries as the front end would hand them over, of invented shipments.</summary>
internal static class Deliveries
{
    /// <summary>Minute 0 of every test's voyage.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static EntityKey Shipment(string id) => new("default", EntityKind.Shipment, id);

    /// <summary>A milestone of dialect A that occurred and was recorded <paramref name="minute"/> minutes into the voyage.</summary>
    public static Delivery Milestone(string shipment, string eventId, string milestone, int minute)
    {
        var at = Start.AddMinutes(minute);
        var stamp = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = $$$"""
            {"id":"{{{eventId}}}","type":"shipment.milestone","created_at":"{{{stamp}}}",
             "data":{"shipment_id":"{{{shipment}}}","milestone":"{{{milestone}}}","occurred_at":"{{{stamp}}}","location":{"name":"Quay {{{minute}}}","country":"NL"} } }
            """;
        return new Delivery(new EventId(eventId), "shipment.milestone", milestone, at, at, at.AddSeconds(5), "test", Encoding.UTF8.GetBytes(body));
    }

    /// <summary>A container loaded, one of many events that a busy shipment gets.</summary>
    public static Delivery ContainerLoaded(string shipment, int number)
    {
        var at = Start.AddMinutes(number);
        var stamp = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = $$$"""
            {"id":"load-{{{number}}}","type":"container.loaded","created_at":"{{{stamp}}}",
             "data":{"shipment_id":"{{{shipment}}}","container_number":"NRDU{{{number:D7}}}","occurred_at":"{{{stamp}}}"} }
            """;
        return new Delivery(new EventId($"load-{number}"), "container.loaded", "container_loaded", at, at, at, "test", Encoding.UTF8.GetBytes(body));
    }
}
