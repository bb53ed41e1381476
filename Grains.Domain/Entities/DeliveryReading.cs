using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>What the reader of one kind of entity is given.</summary>
/// <param name="EventId">Stands in for the id of a part that has none, so that such parts never overwrite each other.</param>
/// <param name="Event">The canonical name, or null for a type that nobody knows.</param>
/// <param name="Type">As sent.</param>
/// <param name="Data">The envelope's <c>data</c>, else the body itself; always an object.</param>
/// <param name="OccurredAt">When it happened; null where a time is sent that cannot be read, and then it is no time at all.</param>
/// <param name="Facts">Where facts go.</param>
internal readonly record struct Saying(EventId EventId, string? Event, string Type, JsonElement Data, DateTimeOffset? OccurredAt, List<Fact> Facts)
{
    public ObjectReading About(Part part, string id, JsonElement source, Nulls nulls, DateTimeOffset? stamp = null)
    {
        var about = new ObjectReading(Facts, source, part, id, nulls, stamp);
        // A full object without a stamp has none, or one that cannot be read.
        if (stamp is null && nulls == Nulls.Withdraw && part is not (Part.Party or Part.Metadata) && source.TryGetWritten(["last_updated_at", "updated_at"], out var name, out var field) && field.AsInstant() is null)
            about.Unreadable(name, field);
        return about;
    }

    /// <summary>The event and the thing that it is about, as values that cannot be read are said to be of it.</summary>
    public string Described
    {
        get
        {
            var id = Data.TryGet("resource", out var resource) ? resource.Id("id") : Data.Id("leg_id", "shipment_leg_id", "container_number", "container_id", "document_id", "booking_id");
            return id is null ? Event ?? Type : $"{Event ?? Type} {id}";
        }
    }

    /// <summary>An instant of the event's own; that one is there and cannot be read is stated.</summary>
    public DateTimeOffset? Instant(JsonElement source, params ReadOnlySpan<string> names)
    {
        if (source.Instant(names) is { } instant) return instant;
        NoteUnread(source, names);
        return null;
    }

    /// <summary>When it happened: what these fields say, else the event's own time; none where they say something that cannot be read, which is stated.</summary>
    public DateTimeOffset? When(JsonElement source, params ReadOnlySpan<string> names) =>
        source.Instant(names) ?? (NoteUnread(source, names) ? null : OccurredAt);

    /// <summary>States that one of these fields is there and none can be read, if it is so.</summary>
    public bool NoteUnread(JsonElement source, params ReadOnlySpan<string> names)
    {
        if (source.Instant(names) is not null || !source.TryGetWritten(names, out var name, out var field)) return false;
        Unread.Note(Facts, Described, name, field);
        return true;
    }

    /// <summary>The event's data as facts about the entity itself; its nulls say nothing.</summary>
    public ObjectReading Whole => About(Part.Whole, "", Data, Nulls.SayNothing);

    /// <summary>
    /// What dialect B's full object is, by the rule that routed the event: the last segment of its <c>_object</c>, in the singular;
    /// an object that does not say what it is, is what the type names.
    /// </summary>
    public ObjectKind Resource(out JsonElement resource)
    {
        if (!Data.TryGet("resource", out resource) || resource.ValueKind != JsonValueKind.Object) return ObjectKind.None;
        if (!resource.TryGet("_object", out var path) || path.ValueKind == JsonValueKind.Null) return ObjectPath.KindOf(Type);
        return path.AsText() is { } text ? ObjectPath.KindOf(text) : ObjectKind.None;
    }

    /// <summary>The effect of the event's type; none of a type that nobody knows.</summary>
    public EventEffect Effect => EventCatalogue.TryGet(Event, out var known) ? known.Effect : EventEffect.None;

    /// <summary>Whether something has been said of this already, be it a withdrawal: what an object says stands before what the type alone says.</summary>
    public bool States(Part part, string partId, Aspect aspect)
    {
        foreach (var fact in Facts)
        {
            if (fact.About.Part == part && fact.About.Aspect == aspect && fact.About.PartId == partId) return true;
        }

        return false;
    }

    /// <summary>Whether something has been given a value, which a null does not.</summary>
    public bool Dates(Part part, string partId, Aspect aspect)
    {
        foreach (var fact in Facts)
        {
            if (fact.Value is not null && fact.About.Part == part && fact.About.Aspect == aspect && fact.About.PartId == partId) return true;
        }

        return false;
    }

    /// <summary>
    /// Says what the event's own type says to have happened. A value in one of the event's objects stands before it; a null there does not, for objects
    /// lag behind the events that carry them.
    /// </summary>
    public void Affirm(Part part, string partId, Aspect aspect)
    {
        var thing = new Thing(part, partId, aspect);
        for (var i = Facts.Count - 1; i >= 0; i--)
        {
            if (Facts[i].About != thing) continue;
            if (Facts[i].Value is not null) return;
            Facts.RemoveAt(i);
        }

        // A time that is there and cannot be read dates nothing.
        if (OccurredAt is { } at) Facts.Add(new Fact(thing, new FactValue.Instant(at)));
    }

    /// <summary>What dialect A's data say about the <paramref name="kind"/> of thing that the event is about.</summary>
    public NamedPart Named(string kind) => new(this, kind);
}

/// <summary>The part of reading that all kinds of entity share: times, and a body that may be anything.</summary>
internal static class DeliveryReading
{
    // Where a thread gathers what a delivery says.
    [ThreadStatic] private static List<Fact>? gathered;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    public static Report Read(Delivery delivery, Action<Saying> read)
    {
        var times = EventTimes.Of(delivery);
        var facts = gathered ??= [];
        facts.Clear();
        try
        {
            var body = delivery.Body.AsMemory();
            if (body.Span.StartsWith(Utf8Mark)) body = body[Utf8Mark.Length..];
            using var document = JsonDocument.Parse(ReadableNames.Of(body));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                var data = root.TryGet("data", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
                times = EventTimes.Of(delivery, root, data);
                var saying = new Saying(delivery.EventId, delivery.Event, delivery.Type, data, times.OccurredAt, facts);
                EventTimes.NoteUnread(saying, root);
                read(saying);
            }
        }
        catch (JsonException)
        {
            // Not JSON: a note. The journal keeps the bytes.
        }

        var said = new Report(times.OccurredAt ?? times.RecordedAt, times.RecordedAt, facts.ToArray());
        facts.Clear();
        return said;
    }
}
