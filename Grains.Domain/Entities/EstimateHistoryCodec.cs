using System.Buffers;
using System.Globalization;
using System.Text;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>
/// Estimates as bytes: each source once (2 to 6 bytes of time and 1 to 4 of a numeric id; 16 of a UUID), and for each estimate a byte or two where the source stands and
/// whether it states the value that the one before it stated.
/// </summary>
/// <remarks>
/// Numbers are varints. <c>sources: count, [time since the one before, id]…; keys: count, [aspect, leg, values: count, [time since the one before, minutes of offset]…,
/// count, [(sources between) * 2 + (another value), value?]…]…</c>. Value 0 is an estimate that was taken back, n the n-th of the values.
/// </remarks>
public static class EstimateHistoryCodec
{
    /// <summary>Ticks in a unit of time: the last two bits of a time say which of them it is counted in.</summary>
    private static readonly long[] Units = [1, TimeSpan.TicksPerMicrosecond, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond];

    private enum IdForm
    {
        Number = 0,
        Uuid = 1,
        Text = 2,
    }

    public static byte[] Encode(EstimateHistory history)
    {
        if (history.Keys.Length == 0) return [];
        var sources = Sources(history);
        var to = new ArrayBufferWriter<byte>(256);
        WriteSources(to, sources);
        Write(to, (ulong)history.Keys.Length);
        for (var i = 0; i < history.Keys.Length; i++)
        {
            var key = history.Keys[i];
            Write(to, (ulong)key.Estimate);
            Write(to, Encoding.UTF8.GetBytes(key.Leg));
            WriteLog(to, sources, history.At(i));
        }

        return to.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">This program did not write it.</exception>
    public static EstimateHistory Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return EstimateHistory.Empty;
        var from = new Reader(bytes);
        var sources = ReadSources(ref from);
        var keys = new EstimateKey[from.Count()];
        var logs = new EstimateLog[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new EstimateKey((Aspect)from.Number(), Encoding.UTF8.GetString(from.Bytes(from.Count())));
            if (!EstimateKey.IsEstimate(keys[i].Estimate) || (i > 0 && keys[i] <= keys[i - 1])) throw Reader.NotWrittenHere();
            logs[i] = ReadLog(ref from, sources);
        }

        return from.IsAtEnd ? new EstimateHistory(keys, logs) : throw Reader.NotWrittenHere();
    }

    private static List<EstimateSource> Sources(EstimateHistory history)
    {
        var sources = new HashSet<EstimateSource>();
        for (var i = 0; i < history.Keys.Length; i++)
        {
            foreach (var stated in history.At(i)) sources.Add(stated.Source);
        }

        var sorted = sources.ToList();
        sorted.Sort();
        return sorted;
    }

    private static void WriteSources(ArrayBufferWriter<byte> to, List<EstimateSource> sources)
    {
        Write(to, (ulong)sources.Count);
        var (ticks, number) = (0L, 0L);
        byte[] text = [];
        foreach (var source in sources)
        {
            WriteTime(to, source.RecordedTicks - ticks);
            ticks = source.RecordedTicks;
            var id = source.By.Value;
            if (IsNumber(id, out var next))
            {
                Write(to, (ZigZag(next - number) << 2) | (ulong)IdForm.Number);
                number = next;
            }
            else if (Guid.TryParseExact(id, "D", out var uuid) && uuid.ToString("D") == id)
            {
                Write(to, (ulong)IdForm.Uuid);
                to.Write(uuid.ToByteArray());
            }
            else
            {
                var utf8 = Encoding.UTF8.GetBytes(id);
                var shared = text.AsSpan().CommonPrefixLength(utf8);
                Write(to, ((ulong)shared << 2) | (ulong)IdForm.Text);
                Write(to, utf8.AsSpan(shared));
                text = utf8;
            }
        }
    }

    private static EstimateSource[] ReadSources(ref Reader from)
    {
        var sources = new EstimateSource[from.Count()];
        var (ticks, number) = (0L, 0L);
        byte[] text = [];
        for (var i = 0; i < sources.Length; i++)
        {
            ticks = from.Time(ticks);
            var head = from.Number();
            string id;
            switch ((IdForm)(head & 3))
            {
                case IdForm.Number:
                    number += UnZigZag(head >> 2);
                    id = number.ToString(CultureInfo.InvariantCulture);
                    break;
                case IdForm.Uuid:
                    id = new Guid(from.Bytes(16)).ToString("D");
                    break;
                case IdForm.Text when head >> 2 <= (ulong)text.Length:
                    text = [.. text.AsSpan(0, (int)(head >> 2)), .. from.Bytes(from.Count())];
                    id = Encoding.UTF8.GetString(text);
                    break;
                default:
                    throw Reader.NotWrittenHere();
            }

            sources[i] = new EstimateSource(ticks, new EventId(id));
            if (i > 0 && sources[i] <= sources[i - 1]) throw Reader.NotWrittenHere();
        }

        return sources;
    }

    private static void WriteLog(ArrayBufferWriter<byte> to, List<EstimateSource> sources, ReadOnlySpan<StatedEstimate> log)
    {
        var values = new SortedDictionary<(long Ticks, int Offset), int>();
        foreach (var stated in log)
        {
            if (stated.Value is { } value) values[Of(value)] = 0;
        }

        Write(to, (ulong)values.Count);
        var (ticks, index) = (0L, 0);
        foreach (var value in values.Keys.ToList())
        {
            WriteTime(to, value.Ticks - ticks);
            Write(to, ZigZag(value.Offset));
            ticks = value.Ticks;
            values[value] = ++index;
        }

        Write(to, (ulong)log.Length);
        var (at, before) = (0, 0);
        foreach (var (source, value) in log)
        {
            var between = 0;
            while (sources[at] != source) (at, between) = (at + 1, between + 1);
            at++;
            var number = value is null ? 0 : values[Of(value)];
            Write(to, ((ulong)between << 1) | (number == before ? 0u : 1u));
            if (number != before) Write(to, (ulong)number);
            before = number;
        }

        static (long Ticks, int Offset) Of(FactValue.Instant value) => (value.Value.UtcTicks, value.Value.TotalOffsetMinutes);
    }

    private static EstimateLog ReadLog(ref Reader from, EstimateSource[] sources)
    {
        // The first one stands for what was taken back.
        var values = new FactValue.Instant?[from.Count() + 1];
        var ticks = 0L;
        for (var i = 1; i < values.Length; i++)
        {
            ticks = from.Time(ticks);
            var offset = from.Number();
            if (offset > 2 * 14 * 60) throw Reader.NotWrittenHere();
            values[i] = new FactValue.Instant(new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(UnZigZag(offset))));
        }

        var log = new StatedEstimate[from.Count()];
        var (at, number) = (0UL, 0UL);
        for (var i = 0; i < log.Length; i++)
        {
            var step = from.Number();
            if ((step & 1) != 0) number = from.Number();
            at += step >> 1;
            if (at >= (ulong)sources.Length || number >= (ulong)values.Length) throw Reader.NotWrittenHere();
            log[i] = new StatedEstimate(sources[at], values[number]);
            at++;
        }

        return EstimateLog.Of(log);
    }

    /// <summary>Whether the id is what its number is written as.</summary>
    private static bool IsNumber(string id, out long number)
    {
        number = 0;
        return id.Length is > 0 and <= 18 && (id[0] != '0' || id.Length == 1) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A number of either sign, small where the number is near to 0.</summary>
    private static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    private static long UnZigZag(ulong written) => (long)(written >> 1) ^ -(long)(written & 1);

    private static void WriteTime(ArrayBufferWriter<byte> to, long ticks)
    {
        var unit = Units.Length - 1;
        while (ticks % Units[unit] != 0) unit--;
        Write(to, ((ulong)(ticks / Units[unit]) << 2) | (uint)unit);
    }

    private static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        Write(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Write(ArrayBufferWriter<byte> to, ulong number)
    {
        var span = to.GetSpan(10);
        var length = 0;
        for (; number >= 0x80; number >>= 7) span[length++] = (byte)(number | 0x80);
        span[length++] = (byte)number;
        to.Advance(length);
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public readonly bool IsAtEnd => rest.IsEmpty;

        public ulong Number()
        {
            var number = 0UL;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = Bytes(1)[0];
                number |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80) return number;
            }

            throw NotWrittenHere();
        }

        /// <summary>How many follow: each of them takes a byte at least.</summary>
        public int Count()
        {
            var count = Number();
            return count <= (ulong)rest.Length ? (int)count : throw NotWrittenHere();
        }

        public long Time(long since)
        {
            var written = Number();
            var most = (ulong)(DateTime.MaxValue.Ticks - since);
            var (count, unit) = (written >> 2, (ulong)Units[written & 3]);
            return count <= most / unit ? since + (long)(count * unit) : throw NotWrittenHere();
        }

        public ReadOnlySpan<byte> Bytes(int count)
        {
            if (count > rest.Length) throw NotWrittenHere();
            var bytes = rest[..count];
            rest = rest[count..];
            return bytes;
        }

        public static InvalidDataException NotWrittenHere() => new("These bytes are no estimates that this program wrote.");
    }
}
