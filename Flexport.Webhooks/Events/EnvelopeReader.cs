using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Flexport.Webhooks.Events;

/// <summary>Reads the envelope of a body in either dialect. Pure, thread-safe, one pass, no document; never throws, whatever the bytes.</summary>
public static class EnvelopeReader
{
    /// <summary>The longest id, in bytes of UTF-8.</summary>
    public const int MaxIdBytes = 128;

    /// <summary>The longest <c>type</c>, in bytes of UTF-8.</summary>
    public const int MaxTypeBytes = 256;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Reads what can be read. <see cref="Envelope.EventId"/> is a usable key in every case, times keep the offset that they are written with.</summary>
    /// <param name="body">The raw bytes as received.</param>
    public static Envelope Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return new Envelope(EnvelopeProblem.Empty, Dialect.None, HashOf(body), null, null, null, null, SubjectKind.None, null);

        var json = body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        var fields = default(EnvelopeFields);
        var problem = EnvelopeScan.Scan(json, ref fields);
        // The scan takes any bytes inside strings.
        if (!Utf8.IsValid(json)) problem = EnvelopeProblem.NotJson;

        var id = fields.Get(EnvelopeField.Id);
        var eventId = JsonText.Read(json, id, MaxIdBytes);
        if (eventId is not null && IsReserved(eventId)) eventId = null;
        var (type, known, isPath) = ReadType(json, fields);
        // Of two products' marks in one body that which is known stands.
        if (problem == EnvelopeProblem.None && known.Text is null && !isPath && IsOtherProduct(fields)) return OtherProduct(json, body, fields);
        var dialect = isPath || IsEventObject(json, fields) ? Dialect.ObjectPath : type is null ? Dialect.None : Dialect.Named;
        var @event = known.Family ? ReadEventName(json, fields) ?? known.Type : known.Type;
        var subject = dialect switch
        {
            Dialect.ObjectPath => ObjectPathSubject.Find(json, in fields),
            Dialect.Named => NamedSubject.Find(json, in fields, @event),
            _ => default,
        };

        if (problem == EnvelopeProblem.None)
        {
            problem = type is null ? EnvelopeProblem.NoType
                : eventId is null && !id.IsAbsent ? EnvelopeProblem.UnusableEventId
                : subject.Kind == SubjectKind.None ? EnvelopeProblem.NoSubject
                : subject.Id is null ? EnvelopeProblem.UnusableSubjectId
                : EnvelopeProblem.None;
        }

        return new Envelope(
            problem,
            dialect,
            eventId ?? HashOf(body),
            type,
            @event?.Name,
            ReadInstant(json, fields.Get(EnvelopeField.CreatedAt)),
            ReadInstant(json, fields.Get(EnvelopeField.OccurredAt)) ?? ReadInstant(json, fields.Get(EnvelopeField.DataOccurredAt)),
            subject.Kind,
            subject.Id);
    }

    private static bool IsOtherProduct(in EnvelopeFields fields) =>
        !fields.Get(EnvelopeField.LogisticsEventId).IsAbsent || !fields.Get(EnvelopeField.LogisticsEventType).IsAbsent;

    /// <summary>Under that product's own id and type, so that a repeat is one and a person sees what it was.</summary>
    private static Envelope OtherProduct(ReadOnlySpan<byte> json, ReadOnlySpan<byte> body, in EnvelopeFields fields)
    {
        var id = JsonText.Read(json, fields.Get(EnvelopeField.LogisticsEventId), MaxIdBytes);
        var type = fields.Get(EnvelopeField.LogisticsEventType);
        return new Envelope(
            EnvelopeProblem.OtherProduct,
            Dialect.None,
            id is null || IsReserved(id) ? HashOf(body) : id,
            type.IsText ? JsonText.Read(json, type, MaxTypeBytes) : null,
            null,
            null,
            ReadInstant(json, fields.Get(EnvelopeField.OccurredAt)),
            SubjectKind.None,
            null);
    }

    private static (string? Text, EventCatalogue.Spelling Known, bool IsPath) ReadType(ReadOnlySpan<byte> json, in EnvelopeFields fields)
    {
        var type = fields.Get(EnvelopeField.Type);
        if (!type.IsText) return default;
        if (TryFind(json, type, out var known)) return (known.Text, known, known.Text[0] == '/');
        var text = JsonText.Read(json, type, MaxTypeBytes);
        return (text, default, text is ['/', ..]);
    }

    /// <summary>The event that the data of a family name: the first name that is one of its events.</summary>
    private static EventType? ReadEventName(ReadOnlySpan<byte> json, in EnvelopeFields fields)
    {
        foreach (var field in (ReadOnlySpan<EnvelopeField>)[EnvelopeField.DataMilestone, EnvelopeField.DataEvent])
        {
            // Elsewhere an order or invoice: whoever says so in a milestone's data means something that we do not know.
            if (fields.Get(field).IsText
                && TryFind(json, fields.Get(field), out var named)
                && named.Type is { Dialect: Dialect.Named, Category: EventCategory.Milestone or EventCategory.Transit })
            {
                return named.Type;
            }
        }

        return null;
    }

    private static bool TryFind(ReadOnlySpan<byte> json, JsonScalar text, out EventCatalogue.Spelling known)
    {
        known = default;
        Span<byte> buffer = stackalloc byte[MaxTypeBytes];
        if (!JsonText.TryGetUtf8(json, text, buffer, out var utf8)) return false;
        Span<char> characters = stackalloc char[MaxTypeBytes];
        return Ascii.ToUtf16(utf8, characters, out var length) == System.Buffers.OperationStatus.Done
            && EventCatalogue.TryGet(characters[..length], out known);
    }

    private static bool IsEventObject(ReadOnlySpan<byte> json, in EnvelopeFields fields)
    {
        Span<byte> buffer = stackalloc byte[16];
        var value = fields.Get(EnvelopeField.Object);
        return value.IsText && JsonText.TryGetUtf8(json, value, buffer, out var utf8) && utf8.SequenceEqual("/event"u8);
    }

    private static DateTimeOffset? ReadInstant(ReadOnlySpan<byte> json, JsonScalar value)
    {
        Span<byte> buffer = stackalloc byte[Instants.LongestText];
        return JsonText.TryGetUtf8(json, value, buffer, out var utf8) && Instants.TryParse(utf8, out var instant) ? instant : null;
    }

    /// <summary>Whether only the service itself makes such ids, for what it notes beside the deliveries.</summary>
    private static bool IsReserved(string id) => id.StartsWith("link:", StringComparison.Ordinal) || id.StartsWith("deadline:", StringComparison.Ordinal);

    private static string HashOf(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash);
    }
}
