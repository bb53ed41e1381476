using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Api.Queries;

namespace Api.Subscriptions;

/// <summary>The JSON of stakeholders and subscriptions: a field that there is not, or twice, is refused, for nobody would find out that it does nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StakeholderBody))]
[JsonSerializable(typeof(SubscriptionBody))]
[JsonSerializable(typeof(ItemList<StakeholderBody>), TypeInfoPropertyName = "Stakeholders")]
[JsonSerializable(typeof(ItemList<SubscriptionBody>), TypeInfoPropertyName = "Subscriptions")]
[JsonSerializable(typeof(TestAnswer))]
internal sealed partial class SubscriptionJson : JsonSerializerContext
{
    public static SubscriptionJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    });
}

/// <summary>What came of a test message.</summary>
/// <param name="Error">Why the target did not take it.</param>
internal sealed record TestAnswer(bool Sent, string? Error);
