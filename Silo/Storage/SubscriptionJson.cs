using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Interfaces.Subscriptions;

namespace Silo.Storage;

/// <summary>Stakeholders and subscriptions as they are stored: JSON with the names of their properties. What it wrote once it reads for ever.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Stakeholder))]
[JsonSerializable(typeof(Subscription))]
internal sealed partial class SubscriptionJson : JsonSerializerContext
{
    public static string Write(Stakeholder stakeholder) => JsonSerializer.Serialize(stakeholder, Default.Stakeholder);

    public static string Write(Subscription subscription) => JsonSerializer.Serialize(subscription, Default.Subscription);

    /// <summary>Null: it is damaged, or written by a newer program.</summary>
    public static Stakeholder? ReadStakeholder(string document)
    {
        try
        {
            // Of what is in lists the serializer does not know that it is never null.
            return JsonSerializer.Deserialize(document, Default.Stakeholder) is { } read && AreThere(read.Contacts) ? read : null;
        }
        catch (JsonException)
        {
            // Its message may repeat what is secret.
            return null;
        }
    }

    /// <inheritdoc cref="ReadStakeholder"/>
    public static Subscription? ReadSubscription(string document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, Default.Subscription) is { } read && AreThere(read.Topics) && AreThere(read.Filter) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A book without anything.</summary>
    public static SubscriptionBook Empty { get; } = new([], []);

    private static bool AreThere(SubscriptionFilter filter) =>
        AreThere(filter.Lanes) && AreThere(filter.Metadata.Values)
        && new[] { filter.Shipments, filter.PurchaseOrders, filter.Parties, filter.Modes, filter.BillsOfLading, filter.Containers, filter.DocumentTypes }.All(AreThere);

    private static bool AreThere(IEnumerable<object?> values) => values.All(static value => value is not null);
}
