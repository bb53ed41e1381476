using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Interfaces.DeadLetters;

namespace Api.Webhooks;

/// <summary>What became of a verified delivery. Every value but <see cref="Unavailable"/> means durable: 200.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeKind>))]
internal enum OutcomeKind
{
    None = 0,
    [JsonStringEnumMemberName("applied")] Applied,
    [JsonStringEnumMemberName("duplicate")] Duplicate,
    /// <summary>The same event id came before with other content.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict,
    /// <summary>Kept aside for a person.</summary>
    [JsonStringEnumMemberName("dead_letter")] DeadLetter,
    /// <summary>Kept aside, applied by itself soon.</summary>
    [JsonStringEnumMemberName("parked")] Parked,
    /// <summary>Nothing is known to be durable: 503.</summary>
    [JsonStringEnumMemberName("unavailable")] Unavailable,
}

/// <summary>The outcome of a delivery, as the sender is told.</summary>
/// <param name="Version">The entity's version, where an entity took it.</param>
/// <param name="DeadLetter">The letter's id, where the edge kept it aside.</param>
internal sealed record Outcome(
    OutcomeKind Status,
    string EventId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? DeadLetter = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    /// <summary><c>no_type</c> for <see cref="DeadLetterReason.NoType"/>: as metrics and answers write it.</summary>
    public static string Name(DeadLetterReason reason) => Snake(reason.ToString());

    /// <summary><c>PascalCase</c> as <c>snake_case</c>.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Outcome))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
