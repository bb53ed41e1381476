using System.Text.Json;
using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>
/// A thing in dialect A's data: its fields stand in <c>data</c> itself, in an object named after it (<c>data.document</c>), or in both, and then those of the
/// object stand. Its id is <c>data.document_id</c>, else <c>data.document.id</c>, else <c>data.id</c>, as the router has it. Nulls say nothing.
/// </summary>
internal readonly struct NamedPart
{
    private readonly Saying saying;
    private readonly JsonElement nested;

    public NamedPart(Saying saying, string kind)
    {
        this.saying = saying;
        if (saying.Data.TryGet(kind, out var field) && field.ValueKind == JsonValueKind.Object) nested = field;
        Id = saying.Data.Id($"{kind}_id") ?? nested.Id("id") ?? saying.Data.Id("id");
    }

    /// <summary>Null when the data name none.</summary>
    public string? Id { get; }

    /// <summary>The object that is named after it; undefined when there is none.</summary>
    public JsonElement Object => nested;

    /// <summary>Reads both as facts about one part.</summary>
    public void Read(Part part, string partId, Action<ObjectReading, JsonElement> read)
    {
        read(saying.About(part, partId, saying.Data, Nulls.SayNothing), saying.Data);
        // Of two sayings of one event the later one stands.
        if (nested.ValueKind == JsonValueKind.Object) read(saying.About(part, partId, nested, Nulls.SayNothing), nested);
    }

    /// <summary>When it happened: what these fields say, else the event's own time; none where they say something that cannot be read.</summary>
    public DateTimeOffset? When(params ReadOnlySpan<string> names)
    {
        if ((nested.Instant(names) ?? saying.Data.Instant(names)) is { } said) return said;
        return saying.NoteUnread(nested, names) | saying.NoteUnread(saying.Data, names) ? null : saying.OccurredAt;
    }

    /// <summary>The first of these fields that can serve as an id.</summary>
    public string? TextAsId(params ReadOnlySpan<string> names) => nested.Id(names) ?? saying.Data.Id(names);
}
