using System.Text.Json;

namespace Grains.Domain.Facts;

/// <summary>What a null in an object says.</summary>
internal enum Nulls
{
    None = 0,
    /// <summary>Nothing: dialect A, and fields that Flexport is known to fill in late.</summary>
    SayNothing,
    /// <summary>That the fact is withdrawn: a full object of dialect B.</summary>
    Withdraw,
}

/// <summary>
/// Reads fields of one JSON object as facts about one part. An absent field says nothing; of a time, day or amount that is there and cannot be read
/// that is the fact (<see cref="Unread"/>).
/// </summary>
/// <param name="stamp">The object's own version stamp, where it bears one.</param>
internal readonly struct ObjectReading(
    List<Fact> facts, JsonElement source, Part part, string partId, Nulls nulls, DateTimeOffset? stamp = null)
{
    public void Text(Aspect aspect, params ReadOnlySpan<string> names) =>
        Read(aspect, names, static field => field.AsText() is { } text ? new FactValue.Text(text) : null, nulls);

    public void Instant(Aspect aspect, params ReadOnlySpan<string> names) => Instant(aspect, nulls, names);

    public void Instant(Aspect aspect, Nulls meaning, params ReadOnlySpan<string> names) =>
        Read(aspect, names, static field => field.AsInstant() is { } instant ? new FactValue.Instant(instant) : null, meaning, mustBeRead: true);

    public void Day(Aspect aspect, params ReadOnlySpan<string> names) =>
        Read(aspect, names, static field => field.AsDay() is { } day ? new FactValue.Day(day) : null, nulls, mustBeRead: true);

    /// <summary>A day where only a day is written, else an instant.</summary>
    public void DayOrInstant(Aspect aspect, params ReadOnlySpan<string> names) =>
        Read(aspect, names, static field => field.AsBareDay() is { } day ? new FactValue.Day(day) : field.AsInstant() is { } instant ? new FactValue.Instant(instant) : null, nulls, mustBeRead: true);

    public void Place(Aspect aspect, params ReadOnlySpan<string> names) =>
        Read(aspect, names, static field => Places.Read(field), nulls);

    /// <summary>A company: its name, or an object with its name.</summary>
    public void Party(Aspect aspect, params ReadOnlySpan<string> names) =>
        Read(aspect, names, static field => (field.AsText() ?? field.Text("name")) is { } name ? new FactValue.Text(name) : null, nulls);

    /// <summary>Withdraws the fact when the field is there as a null, and nulls say so here.</summary>
    public void Withdraw(Aspect aspect, string name)
    {
        if (nulls == Nulls.Withdraw && source.TryGet(name, out var field) && field.ValueKind == JsonValueKind.Null) Say(aspect, (FactValue?)null);
    }

    public void Say(Aspect aspect, FactValue? value) => facts.Add(new Fact(new Thing(part, partId, aspect), value, stamp));

    /// <summary>Says nothing where there is no instant: what cannot be read is no time.</summary>
    public void Say(Aspect aspect, DateTimeOffset? instant)
    {
        if (instant is { } at) Say(aspect, new FactValue.Instant(at));
    }

    /// <summary>States that a value is there and cannot be read.</summary>
    public void Unreadable(string name, JsonElement field)
    {
        if (!field.IsBlank()) Unread.Note(facts, part == Part.Whole ? "" : $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(part.ToString())} {partId}", name, field);
    }

    public void Say(Aspect aspect, string text) => Say(aspect, new FactValue.Text(text));

    private void Read(Aspect aspect, ReadOnlySpan<string> names, Func<JsonElement, FactValue?> read, Nulls meaning, bool mustBeRead = false)
    {
        var isNull = false;
        foreach (var name in names)
        {
            if (!source.TryGet(name, out var field)) continue;
            if (field.ValueKind == JsonValueKind.Null)
            {
                isNull = true;
            }
            else if (read(field) is { } value)
            {
                Say(aspect, value);
                return;
            }
        }

        // What cannot be read withdraws nothing.
        if (mustBeRead && source.TryGetWritten(names, out var written, out var unread)) Unreadable(written, unread);
        else if (isNull && meaning == Nulls.Withdraw) Say(aspect, (FactValue?)null);
    }
}
