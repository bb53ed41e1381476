using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>One estimate as one event stated it.</summary>
/// <param name="Value">Null: the event took the estimate back.</param>
internal readonly record struct StatedEstimate(EstimateSource Source, FactValue.Instant? Value)
{
    /// <summary>Whether the value is the same to the offset.</summary>
    public bool Repeats(FactValue.Instant? other) => Value is null ? other is null : other is not null && Value.Value.EqualsExact(other.Value);
}

/// <summary>
/// Everything that was stated of one estimate, in the order of the sources. Immutable: to append copies nothing, for the logs of successive states share one
/// buffer, of which each sees its own beginning.
/// </summary>
internal readonly struct EstimateLog
{
    private readonly Buffer? buffer;
    private readonly int count;

    private EstimateLog(Buffer buffer, int count) => (this.buffer, this.count) = (buffer, count);

    public ReadOnlySpan<StatedEstimate> All => buffer is null ? default : buffer.Items.AsSpan(0, count);

    /// <param name="sorted">By source, each source once.</param>
    public static EstimateLog Of(StatedEstimate[] sorted) => new(new Buffer(sorted, sorted.Length), sorted.Length);

    /// <summary>This and one more. What a source states twice counts as it stated it last, as in a register. False when that adds nothing.</summary>
    public bool TryAdd(EstimateSource source, FactValue.Instant? value, out EstimateLog next)
    {
        var all = All;
        var at = IndexOf(all, source);
        next = this;
        if (at >= 0)
        {
            if (all[at].Repeats(value)) return false;
            StatedEstimate[] changed = [.. all];
            changed[at] = new StatedEstimate(source, value);
            next = Of(changed);
            return true;
        }

        at = ~at;
        // An event restates most estimates: the value is kept once.
        if (at > 0 && all[at - 1].Repeats(value)) value = all[at - 1].Value;
        var stated = new StatedEstimate(source, value);
        next = at == count ? Append(stated) : Of([.. all[..at], stated, .. all[at..]]);
        return true;
    }

    /// <summary>Into the next free place, unless another state that grew out of the same one has taken it.</summary>
    private EstimateLog Append(StatedEstimate stated)
    {
        if (buffer is not null && count < buffer.Items.Length && Interlocked.CompareExchange(ref buffer.Used, count + 1, count) == count)
        {
            buffer.Items[count] = stated;
            return new EstimateLog(buffer, count + 1);
        }

        var items = new StatedEstimate[count + (count / 2) + 2];
        All.CopyTo(items);
        items[count] = stated;
        return new EstimateLog(new Buffer(items, count + 1), count + 1);
    }

    /// <summary>Where the source is, else the complement of where it belongs. Nearly always behind the last one.</summary>
    private static int IndexOf(ReadOnlySpan<StatedEstimate> all, EstimateSource source)
    {
        var (low, high) = (0, all.Length - 1);
        if (high < 0 || all[high].Source < source) return ~all.Length;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = all[middle].Source.CompareTo(source);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private sealed class Buffer(StatedEstimate[] items, int used)
    {
        public readonly StatedEstimate[] Items = items;

        /// <summary>How much of it the longest log has taken.</summary>
        public int Used = used;
    }
}
