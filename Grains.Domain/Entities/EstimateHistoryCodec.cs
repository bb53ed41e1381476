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
        Varints.Write(to, (ulong)history.Keys.Length);
        for (var i = 0; i < history.Keys.Length; i++)
        {
            var key = history.Keys[i];
            Varints.Write(to, (ulong)key.Estimate);
            Write(to, Encoding.UTF8.GetBytes(key.Leg));
            WriteLog(to, sources, history.At(i));
        }

        return to.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">This program did not write it.</exception>
    public static EstimateHistory Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return EstimateHistory.Empty;
        var from = new VarintReader(bytes, "estimates");
        var sources = ReadSources(ref from);
        var keys = new EstimateKey[from.Count()];
        var logs = new EstimateLog[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new EstimateKey((Aspect)from.Number(), Encoding.UTF8.GetString(from.Bytes(from.Count())));
            if (!EstimateKey.IsEstimate(keys[i].Estimate) || (i > 0 && keys[i] <= keys[i - 1])) throw from.NotWrittenHere();
            logs[i] = ReadLog(ref from, sources);
        }

        return from.IsAtEnd ? new EstimateHistory(keys, logs) : throw from.NotWrittenHere();
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
        Varints.Write(to, (ulong)sources.Count);
        var (ticks, number) = (0L, 0L);
        byte[] text = [];
        foreach (var source in sources)
        {
            WriteTime(to, source.RecordedTicks - ticks);
            ticks = source.RecordedTicks;
            var id = source.By.Value;
            if (IsNumber(id, out var next))
            {
                Varints.Write(to, (Varints.ZigZag(next - number) << 2) | (ulong)IdForm.Number);
                number = next;
            }
            else if (Guid.TryParseExact(id, "D", out var uuid) && uuid.ToString("D") == id)
            {
                Varints.Write(to, (ulong)IdForm.Uuid);
                to.Write(uuid.ToByteArray());
            }
            else
            {
                var utf8 = Encoding.UTF8.GetBytes(id);
                var shared = text.AsSpan().CommonPrefixLength(utf8);
                Varints.Write(to, ((ulong)shared << 2) | (ulong)IdForm.Text);
                Write(to, utf8.AsSpan(shared));
                text = utf8;
            }
        }
    }

    private static EstimateSource[] ReadSources(ref VarintReader from)
    {
        var sources = new EstimateSource[from.Count()];
        var (ticks, number) = (0L, 0L);
        byte[] text = [];
        for (var i = 0; i < sources.Length; i++)
        {
            ticks = Time(ref from, ticks);
            var head = from.Number();
            string id;
            switch ((IdForm)(head & 3))
            {
                case IdForm.Number:
                    number += Varints.UnZigZag(head >> 2);
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
                    throw from.NotWrittenHere();
            }

            sources[i] = new EstimateSource(ticks, new EventId(id));
            if (i > 0 && sources[i] <= sources[i - 1]) throw from.NotWrittenHere();
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

        Varints.Write(to, (ulong)values.Count);
        var (ticks, index) = (0L, 0);
        foreach (var value in values.Keys.ToList())
        {
            WriteTime(to, value.Ticks - ticks);
            Varints.Write(to, Varints.ZigZag(value.Offset));
            ticks = value.Ticks;
            values[value] = ++index;
        }

        Varints.Write(to, (ulong)log.Length);
        var (at, before) = (0, 0);
        foreach (var (source, value) in log)
        {
            var between = 0;
            while (sources[at] != source) (at, between) = (at + 1, between + 1);
            at++;
            var number = value is null ? 0 : values[Of(value)];
            Varints.Write(to, ((ulong)between << 1) | (number == before ? 0u : 1u));
            if (number != before) Varints.Write(to, (ulong)number);
            before = number;
        }

        static (long Ticks, int Offset) Of(FactValue.Instant value) => (value.Value.UtcTicks, value.Value.TotalOffsetMinutes);
    }

    private static EstimateLog ReadLog(ref VarintReader from, EstimateSource[] sources)
    {
        // The first one stands for what was taken back.
        var values = new FactValue.Instant?[from.Count() + 1];
        var ticks = 0L;
        for (var i = 1; i < values.Length; i++)
        {
            ticks = Time(ref from, ticks);
            var offset = from.Number();
            if (offset > 2 * 14 * 60) throw from.NotWrittenHere();
            values[i] = new FactValue.Instant(new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(Varints.UnZigZag(offset))));
        }

        var log = new StatedEstimate[from.Count()];
        var (at, number) = (0UL, 0UL);
        for (var i = 0; i < log.Length; i++)
        {
            var step = from.Number();
            if ((step & 1) != 0) number = from.Number();
            at += step >> 1;
            if (at >= (ulong)sources.Length || number >= (ulong)values.Length) throw from.NotWrittenHere();
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

    private static void WriteTime(ArrayBufferWriter<byte> to, long ticks)
    {
        var unit = Varints.UnitOf(ticks);
        Varints.Write(to, ((ulong)(ticks / Varints.Units[unit]) << 2) | (uint)unit);
    }

    private static long Time(ref VarintReader from, long since)
    {
        var written = from.Number();
        var most = (ulong)(DateTime.MaxValue.Ticks - since);
        var (count, unit) = (written >> 2, (ulong)Varints.Units[written & 3]);
        return count <= most / unit ? since + (long)(count * unit) : throw from.NotWrittenHere();
    }

    private static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        Varints.Write(to, (ulong)bytes.Length);
        to.Write(bytes);
    }
}
