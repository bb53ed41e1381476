using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Grains.Domain.Facts;

/// <summary>
/// Facts as bytes. A full object is some sixty facts about a few things, most of them with one stamp and many with the same names: what the fact before had is not
/// written again, nor is a text that was written before.
/// </summary>
/// <remarks>
/// <c>2, count, facts</c>; numbers are varints. A fact: <c>aspect * 32 + kind of value * 4 + (other stamp) * 2 + (other part)</c>, then part and id, stamp, value as far as
/// they are there. A text: twice its bytes, and they; or twice its place among the texts so far, from 1, and 1, where place 0 is none. An instant: a byte for its unit, direction and
/// offset, the units of local time since the instant before, minutes of offset where they differ.
/// </remarks>
internal static class FactCodec
{
    /// <summary>What these bytes begin with. The form before began with that of a JSON array.</summary>
    public const byte Form = 2;

    private const int OtherPart = 1;
    private const int OtherStamp = 2;
    private const int Backwards = 4;
    private const int OtherOffset = 8;
    private const int NoInstant = 16;
    private const int LargestKept = 64 * 1024;

    [ThreadStatic] private static Writer? writer;

    private enum Kind
    {
        None = 0,
        Text = 1,
        Instant = 2,
        Day = 3,
        Money = 4,
        Place = 5,
        Words = 6,
    }

    public static byte[] Encode(IReadOnlyList<Fact> facts)
    {
        var mine = writer ??= new Writer();
        var bytes = mine.Encode(facts);
        // One long event must not cost its memory for ever.
        if (bytes.Length > LargestKept) writer = null;
        return bytes;
    }

    /// <exception cref="InvalidDataException">This program did not write it.</exception>
    public static Fact[] Decode(ReadOnlySpan<byte> bytes)
    {
        var from = new Reader(new VarintReader(bytes, "facts"));
        try
        {
            return from.Facts();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new InvalidDataException("These bytes are no facts that this program wrote.", e);
        }
    }

    private static Kind KindOf(FactValue? value) => value switch
    {
        null => Kind.None,
        FactValue.Text => Kind.Text,
        FactValue.Instant => Kind.Instant,
        FactValue.Day => Kind.Day,
        FactValue.Money => Kind.Money,
        FactValue.Place => Kind.Place,
        FactValue.Words => Kind.Words,
        _ => throw new UnreachableException($"A fact of an unknown kind: {value.GetType().Name}."),
    };

    /// <summary>Used again and again by one thread.</summary>
    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> to = new(1024);
        private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
        private DateTimeOffset before;

        public byte[] Encode(IReadOnlyList<Fact> facts)
        {
            to.ResetWrittenCount();
            texts.Clear();
            before = default;
            Number(Form);
            Number((ulong)facts.Count);
            Thing? last = null;
            DateTimeOffset? stamp = null;
            for (var i = 0; i < facts.Count; i++)
            {
                var fact = facts[i];
                var isOther = last is not { } part || part.Part != fact.About.Part || part.PartId != fact.About.PartId;
                var isStamped = !Same(stamp, fact.RecordedAt);
                Number(((ulong)fact.About.Aspect << 5) | ((ulong)KindOf(fact.Value) << 2) | (isStamped ? OtherStamp : 0u) | (isOther ? OtherPart : 0u));
                if (isOther)
                {
                    Number((ulong)fact.About.Part);
                    Text(fact.About.PartId);
                    last = fact.About;
                }

                if (isStamped) Instant(stamp = fact.RecordedAt);
                Value(fact.Value);
            }

            return to.WrittenSpan.ToArray();
        }

        private static bool Same(DateTimeOffset? one, DateTimeOffset? other) =>
            one is { } a && other is { } b ? a.EqualsExact(b) : one is null && other is null;

        private void Value(FactValue? value)
        {
            switch (value)
            {
                case FactValue.Text text:
                    Text(text.Value);
                    break;
                case FactValue.Instant instant:
                    Instant(instant.Value);
                    break;
                case FactValue.Day day:
                    Number((ulong)day.Value.DayNumber);
                    break;
                case FactValue.Money money:
                    // As a text it keeps its scale: 12.50 stays 12.50.
                    Text(money.Amount.ToString(CultureInfo.InvariantCulture));
                    Text(money.Currency);
                    break;
                case FactValue.Place place:
                    Text(place.Name);
                    Text(place.Country);
                    Text(place.TimeZone);
                    Text(place.Unlocode);
                    Text(place.Terminal);
                    Texts(place.Tags);
                    break;
                case FactValue.Words words:
                    Texts(words.Values);
                    break;
            }
        }

        private void Instant(DateTimeOffset? instant)
        {
            if (instant is not { } now)
            {
                Number(NoInstant);
                return;
            }

            var ticks = now.Ticks - before.Ticks;
            var unit = Varints.UnitOf(ticks);
            var isOther = now.Offset != before.Offset;
            Number((uint)unit | (ticks < 0 ? Backwards : 0u) | (isOther ? OtherOffset : 0u));
            Number((ulong)(Math.Abs(ticks) / Varints.Units[unit]));
            if (isOther) Number(Varints.ZigZag(now.TotalOffsetMinutes));
            before = now;
        }

        private void Texts(IReadOnlyList<string> all)
        {
            Number((ulong)all.Count);
            for (var i = 0; i < all.Count; i++) Text(all[i]);
        }

        private void Text(string? text)
        {
            if (text is null)
            {
                Number(1);
                return;
            }

            if (texts.TryGetValue(text, out var place))
            {
                Number(((ulong)place << 1) | 1);
                return;
            }

            texts.Add(text, texts.Count + 1);
            var length = Encoding.UTF8.GetByteCount(text);
            Number((ulong)length << 1);
            to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(length)));
        }

        private void Number(ulong number) => Varints.Write(to, number);
    }

    private ref struct Reader(VarintReader bytes)
    {
        private readonly List<string> texts = [];
        private VarintReader from = bytes;
        private DateTimeOffset before;

        public Fact[] Facts()
        {
            if (from.Byte() != Form) throw from.NotWrittenHere();
            var facts = new Fact[from.Count()];
            var (part, id, stamp) = (default(Part), "", default(DateTimeOffset?));
            for (var i = 0; i < facts.Length; i++)
            {
                var head = from.Number();
                if ((head & OtherPart) != 0) (part, id) = (Known<Part>(from.Number()), Text());
                if ((head & OtherStamp) != 0) stamp = Instant();
                facts[i] = new Fact(new Thing(part, id, Known<Aspect>(head >> 5)), Value((Kind)((head >> 2) & 7)), stamp);
            }

            return from.IsAtEnd ? facts : throw from.NotWrittenHere();
        }

        private FactValue? Value(Kind kind) => kind switch
        {
            Kind.None => null,
            Kind.Text => new FactValue.Text(Text()),
            Kind.Instant => new FactValue.Instant(Instant() ?? throw from.NotWrittenHere()),
            Kind.Day => new FactValue.Day(DateOnly.FromDayNumber(checked((int)from.Number()))),
            Kind.Money => new FactValue.Money(decimal.Parse(Text(), NumberStyles.Number, CultureInfo.InvariantCulture), OptionalText()),
            Kind.Place => Place(),
            Kind.Words => new FactValue.Words(Texts()),
            _ => throw from.NotWrittenHere(),
        };

        private FactValue.Place Place()
        {
            var (name, country, zone, unlocode, terminal) = (OptionalText(), OptionalText(), OptionalText(), OptionalText(), OptionalText());
            return new FactValue.Place(name, country, zone, Texts()) { Unlocode = unlocode, Terminal = terminal };
        }

        private DateTimeOffset? Instant()
        {
            var how = from.Number();
            if (how == NoInstant) return null;
            if (how > NoInstant) throw from.NotWrittenHere();
            var ticks = checked((long)from.Number() * Varints.Units[how & 3]);
            var offset = (how & OtherOffset) == 0 ? before.Offset : TimeSpan.FromMinutes(Varints.UnZigZag(from.Number()));
            return before = new DateTimeOffset(checked((how & Backwards) == 0 ? before.Ticks + ticks : before.Ticks - ticks), offset);
        }

        private string[] Texts()
        {
            var all = new string[from.Count()];
            for (var i = 0; i < all.Length; i++) all[i] = Text();
            return all;
        }

        private string Text() => OptionalText() ?? throw from.NotWrittenHere();

        private string? OptionalText()
        {
            var written = from.Number();
            var number = written >> 1;
            if ((written & 1) == 0)
            {
                var bytes = from.Bytes(checked((int)number));
                var text = bytes.Length <= KnownTexts.Longest && Ascii.IsValid(bytes) ? KnownTexts.Of(bytes) : Encoding.UTF8.GetString(bytes);
                texts.Add(text);
                return text;
            }

            if (number == 0) return null;
            return number <= (ulong)texts.Count ? texts[(int)number - 1] : throw from.NotWrittenHere();
        }

        private static T Known<T>(ulong number)
            where T : struct, Enum
        {
            var value = (T)Enum.ToObject(typeof(T), number);
            return Enum.IsDefined(value) ? value : throw new InvalidDataException($"{typeof(T).Name} {number} is not known to this program: a later one wrote it.");
        }
    }
}
