namespace Silo.Channels;

/// <summary>What a webhook's body is called by: <c>entity.what_happened</c>, as Standard Webhooks names its <c>type</c>. For ever: append, never rename.</summary>
internal static class WebhookTypes
{
    public const string Digest = "digest";
    public const string Test = "test";

    /// <param name="thing">As announced, such as <c>milestone:departed</c>.</param>
    /// <param name="kind">The entity's as messages name it: <c>shipment</c>, <c>purchase_order</c>, <c>invoice</c>.</param>
    public static string Of(string thing, string kind)
    {
        var words = thing.Split(':');
        return (words[0], words.Length > 1 ? words[1] : "") switch
        {
            ("digest", _) => Digest,
            ("test", _) => Test,
            ("milestone", var milestone) => $"{kind}.{milestone}",
            ("estimate", _) => $"{kind}.estimate_changed",
            ("customs", "cleared") => $"{kind}.customs_cleared",
            ("customs", _) => $"{kind}.customs_hold",
            ("disruption", _) => $"{kind}.disruption",
            ("document", _) => $"{kind}.document",
            ("shipment", var state) => $"shipment.{state}",
            ("free_time", "last_free_day") => $"{kind}.last_free_day_changed",
            ("free_time", "available") => $"{kind}.container_available",
            ("appointment", _) => $"{kind}.appointment_changed",
            ("deadline", _) => $"{kind}.deadline",
            ("invoice", "status") => "invoice.status_changed",
            ("invoice", "due_date") => "invoice.due_date_changed",
            ("invoice", var movement) => $"invoice.{movement}",
            ("operations", var what) => $"operations.{what}",
            var (topic, _) => $"{kind}.{topic}",
        };
    }
}
