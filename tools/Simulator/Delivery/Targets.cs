namespace Simulator.Delivery;

/// <summary>The endpoints in turn. One that did not answer is left out for a moment, as long as there is another.</summary>
internal sealed class Targets(IReadOnlyList<Uri> urls, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly long[] restsUntil = new long[urls.Count];
    private int turn = -1;

    public int Count => urls.Count;

    public Uri this[int index] => urls[index];

    /// <summary>The index of the endpoint whose turn it is.</summary>
    public int Next()
    {
        var now = time.GetTimestamp();
        var first = (int)((uint)Interlocked.Increment(ref turn) % (uint)urls.Count);
        for (var i = 0; i < urls.Count; i++)
        {
            var index = (first + i) % urls.Count;
            if (Volatile.Read(ref restsUntil[index]) <= now) return index;
        }

        return first;
    }

    public void DidNotAnswer(int index) =>
        Volatile.Write(ref restsUntil[index], time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
}
