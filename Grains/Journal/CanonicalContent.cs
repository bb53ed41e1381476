using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Grains.Journal;

/// <summary>
/// 64 bits over what a JSON document says, however it is written: the order of keys, blanks, escapes and the form of numbers (<c>1</c>, <c>1.0</c>, <c>10e-1</c>)
/// make no difference. Of a repeated key every value counts. One pass, no document. Stored: never change it.
/// </summary>
internal static class CanonicalContent
{
    private const ulong Seed = 0x9E3779B97F4A7C15;
    private const int LongestOnStack = 256;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Of what is no JSON, or has texts that are none, the bytes themselves.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> body)
    {
        var json = body.StartsWith(Utf8Mark) ? body[Utf8Mark.Length..] : body;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var hash = Value(ref reader);
            return reader.Read() ? OfBytes(Kind.Raw, body) : hash;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return OfBytes(Kind.Raw, body);
        }
    }

    private static ulong Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(ref reader),
        JsonTokenType.StartArray => Array(ref reader),
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.Number => Number(reader.ValueSpan),
        JsonTokenType.True => Mix((ulong)Kind.True),
        JsonTokenType.False => Mix((ulong)Kind.False),
        _ => Mix((ulong)Kind.Null),
    };

    /// <summary>A sum, for the order of the fields says nothing.</summary>
    private static ulong Object(ref Utf8JsonReader reader)
    {
        ulong fields = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            fields += Mix(Mix(name) ^ Value(ref reader));
        }

        return Mix(fields ^ (ulong)Kind.Object);
    }

    private static ulong Array(ref Utf8JsonReader reader)
    {
        var items = (ulong)Kind.Array;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items = Mix(items) + Value(ref reader);
        return Mix(items);
    }

    /// <summary>A string or a name, its escapes resolved.</summary>
    private static ulong Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return OfBytes(Kind.Text, reader.ValueSpan);
        if (reader.TokenType == JsonTokenType.PropertyName) return OfBytes(Kind.Text, Encoding.UTF8.GetBytes(reader.GetString()!));
        var length = reader.ValueSpan.Length;
        Span<byte> buffer = length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[length];
        return OfBytes(Kind.Text, buffer[..reader.CopyString(buffer)]);
    }

    /// <summary>Of the digits that count and the power of ten that they stand at.</summary>
    private static ulong Number(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        if (isNegative) text = text[1..];
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? text : text[..e];
        // An exponent beyond these is as good as any other: no two such numbers are equal by chance.
        var power = 0L;
        if (e >= 0 && !long.TryParse(text[(e + 1)..], System.Globalization.NumberStyles.AllowLeadingSign, null, out power)) return OfBytes(Kind.Raw, text);
        Span<byte> digits = mantissa.Length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[mantissa.Length];
        var count = 0;
        var seenPoint = false;
        foreach (var c in mantissa)
        {
            if (c == '.')
            {
                seenPoint = true;
                continue;
            }

            if (seenPoint) power--;
            if (count > 0 || c != '0') digits[count++] = c;
        }

        while (count > 0 && digits[count - 1] == '0')
        {
            count--;
            power++;
        }

        if (count == 0) return Mix((ulong)Kind.Number);
        return Mix(OfBytes(isNegative ? Kind.Negative : Kind.Number, digits[..count]) ^ Mix((ulong)power));
    }

    private static ulong OfBytes(Kind kind, ReadOnlySpan<byte> bytes)
    {
        var hash = Mix((ulong)kind ^ ((ulong)bytes.Length << 8));
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong last = 0;
        for (var i = 0; i < bytes.Length; i++) last |= (ulong)bytes[i] << (8 * i);
        return Mix(hash ^ last);
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong bits)
    {
        bits += Seed;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    private enum Kind
    {
        None = 0,
        Null,
        True,
        False,
        Number,
        Negative,
        Text,
        Array,
        Object,
        Raw,
    }
}
