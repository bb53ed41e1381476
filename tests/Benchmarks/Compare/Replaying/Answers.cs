namespace Benchmarks.Compare.Replaying;

/// <summary>What one delivery was answered.</summary>
/// <param name="Status">The HTTP status; 0 for none.</param>
/// <param name="Milliseconds">From the first byte sent to the answer.</param>
/// <param name="At">Seconds since the replay began.</param>
internal readonly record struct Answered(short Status, float Milliseconds, float At);

/// <summary>The answers to all that a replay sent.</summary>
internal sealed class Answers(ReadOnlyMemory<Answered> all)
{
    public int Sent => all.Length;

    /// <summary>How many were answered 200.</summary>
    public int Accepted => Count(0, double.MaxValue);

    /// <summary>Which had another answer, or none, by their places in the recording.</summary>
    public IReadOnlyList<int> NotAccepted
    {
        get
        {
            var found = new List<int>();
            for (var n = 0; n < all.Length; n++)
            {
                if (all.Span[n].Status != 200) found.Add(n);
            }

            return found;
        }
    }

    /// <summary>How many had each other answer.</summary>
    public IReadOnlyDictionary<int, int> Others
    {
        get
        {
            var others = new SortedDictionary<int, int>();
            foreach (var one in all.Span)
            {
                if (one.Status != 200) others[one.Status] = others.GetValueOrDefault(one.Status) + 1;
            }

            return others;
        }
    }

    /// <summary>How many were answered 200 between two moments, in seconds since the beginning.</summary>
    public int Count(double from, double until)
    {
        var count = 0;
        foreach (var one in all.Span)
        {
            if (one.Status == 200 && one.At >= from && one.At < until) count++;
        }

        return count;
    }

    /// <summary>When the last answer came, in seconds since the beginning.</summary>
    public double Last
    {
        get
        {
            var last = 0f;
            foreach (var one in all.Span) last = Math.Max(last, one.At);
            return last;
        }
    }

    /// <summary>How long those took that were answered 200 from a moment on, in milliseconds, shortest first.</summary>
    public float[] Latencies(double from)
    {
        var found = new List<float>(all.Length);
        foreach (var one in all.Span)
        {
            if (one.Status == 200 && one.At >= from) found.Add(one.Milliseconds);
        }

        found.Sort();
        return [.. found];
    }
}
