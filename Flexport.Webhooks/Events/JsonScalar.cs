using System.Text.Json;

namespace Flexport.Webhooks.Events;

/// <summary>A value of the body by its place.</summary>
/// <param name="Start">Of a string, the first byte after its quote.</param>
internal readonly record struct JsonScalar(int Start, int Length, JsonScalarKind Kind)
{
    public bool IsAbsent => Kind == JsonScalarKind.Absent;

    public bool IsText => Kind is JsonScalarKind.Text or JsonScalarKind.EscapedText;

    public static JsonScalar At(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String => new(start + 1, reader.ValueSpan.Length, reader.ValueIsEscaped ? JsonScalarKind.EscapedText : JsonScalarKind.Text),
            JsonTokenType.Number when !reader.ValueSpan.ContainsAny(".eE"u8) => new(start, reader.ValueSpan.Length, JsonScalarKind.Integer),
            _ => new(start, 0, JsonScalarKind.Other),
        };
    }
}

/// <summary>What kind of value it is.</summary>
internal enum JsonScalarKind : byte
{
    /// <summary>Not there, or null.</summary>
    Absent = 0,
    Text,
    /// <summary>A string with escapes in it: its bytes are not yet its text.</summary>
    EscapedText,
    /// <summary>A number without point and exponent.</summary>
    Integer,
    /// <summary>Anything else: other numbers, true, false, objects, arrays.</summary>
    Other,
}
