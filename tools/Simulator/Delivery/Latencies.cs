using System.Numerics;

namespace Simulator.Delivery;

/// <summary>How long answers took, counted in steps of at most 3 percent. Thread-safe; the quantiles of a moment are good enough while others add.</summary>
internal sealed class Latencies
{
    private const int StepBits = 5;
    private const int Steps = 1 << StepBits;
    private readonly long[] counts = new long[Steps * 40];

    public void Add(TimeSpan took)
    {
        var micros = (ulong)Math.Max(0, took.Ticks / TimeSpan.TicksPerMicrosecond);
        Interlocked.Increment(ref counts[Math.Min(Bucket(micros), counts.Length - 1)]);
    }

    /// <summary>The time within which this share of the answers came; null as long as there is none.</summary>
    public TimeSpan? Quantile(double share)
    {
        var all = counts.Sum();
        if (all == 0) return null;
        var wanted = Math.Max(1, (long)Math.Ceiling(all * share));
        var seen = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted) return TimeSpan.FromMicroseconds(Upper(bucket));
        }

        return TimeSpan.FromMicroseconds(Upper(counts.Length - 1));
    }

    // Below 32 µs each microsecond is a bucket, above each power of two has 32.
    private static int Bucket(ulong micros)
    {
        if (micros < Steps) return (int)micros;
        var shift = BitOperations.Log2(micros) - StepBits;
        return (shift * Steps) + (int)(micros >> shift);
    }

    private static double Upper(int bucket)
    {
        if (bucket < Steps) return bucket;
        var shift = (bucket / Steps) - 1;
        return (double)((ulong)(bucket - (shift * Steps)) << shift);
    }
}
