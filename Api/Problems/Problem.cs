using System.Text.Json.Serialization;

namespace Api.Problems;

/// <summary>An error as RFC 9457 writes it. <c>type</c> is always <c>about:blank</c>, hence the title is the name of the status.</summary>
/// <param name="Detail">What is wrong and what to do about it, for a person; never a secret.</param>
/// <param name="Parameter">The parameter that is wrong, where one is.</param>
/// <param name="Errors">All that is wrong with a body, each with its field in front.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Errors = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
