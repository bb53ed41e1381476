using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;

namespace Benchmarks.Fold;

/// <summary>Bodies as the front end hands them to a grain.</summary>
internal static class Deliveries
{
    private const string Source = "default";

    /// <returns>The entity that it is about and the delivery; null for a body that is about none.</returns>
    public static (EntityKey Key, Delivery Delivery)? Of(byte[] body, DateTimeOffset received)
    {
        var envelope = EnvelopeReader.Read(body);
        if (envelope.Problem != EnvelopeProblem.None) return null;
        var key = new EntityKey(Source, (EntityKind)(int)envelope.Subject, envelope.SubjectId!);
        return (key, new Delivery(new EventId(envelope.EventId), envelope.Type!, envelope.Event, envelope.CreatedAt, envelope.OccurredAt, received, "main", body));
    }
}
