using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Interfaces.Subscriptions;

namespace Silo.Storage;

/// <summary>Stakeholders and subscriptions as they are stored: JSON with the names of their properties. What it wrote once it reads for ever.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Stakeholder))]
[JsonSerializable(typeof(Subscription))]
internal sealed partial class SubscriptionJson : JsonSerializerContext
{
    public static string Write(Stakeholder stakeholder) => JsonSerializer.Serialize(stakeholder, Default.Stakeholder);

    public static string Write(Subscription subscription) => JsonSerializer.Serialize(subscription, Default.Subscription);

    public static Stakeholder ReadStakeholder(string document) =>
        JsonSerializer.Deserialize(document, Default.Stakeholder) ?? throw new InvalidDataException("A stakeholder that is stored is null.");

    public static Subscription ReadSubscription(string document) =>
        JsonSerializer.Deserialize(document, Default.Subscription) ?? throw new InvalidDataException("A subscription that is stored is null.");

    /// <summary>Rows of (source, document, whether it is a subscription) as books, by source.</summary>
    public static Dictionary<string, SubscriptionBook> Books(IEnumerable<(string Source, string Document, bool IsSubscription)> rows) => rows
        .GroupBy(static row => row.Source, StringComparer.Ordinal)
        .ToDictionary(
            static rows => rows.Key,
            static rows => new SubscriptionBook(
                [.. rows.Where(static row => !row.IsSubscription).Select(static row => ReadStakeholder(row.Document)).OrderBy(static one => one.Id, StringComparer.Ordinal)],
                [.. rows.Where(static row => row.IsSubscription).Select(static row => ReadSubscription(row.Document)).OrderBy(static one => one.Id, StringComparer.Ordinal)]),
            StringComparer.Ordinal);

    /// <summary>A book without anything.</summary>
    public static SubscriptionBook Empty { get; } = new([], []);
}
