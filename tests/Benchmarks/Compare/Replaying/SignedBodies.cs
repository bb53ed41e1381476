using TestKit;

namespace Benchmarks.Compare.Replaying;

/// <summary>Makes and signs bodies on all cores, and keeps their order.</summary>
internal static class SignedBodies
{
    private const int AtOnce = 8_192;

    public static Recording Sign(int events, Func<int, byte[]> body, string secret)
    {
        var recording = new Recording();
        var made = new (string Signature, byte[] Body)[AtOnce];
        for (var first = 0; first < events; first += AtOnce)
        {
            var count = Math.Min(AtOnce, events - first);
            var from = first;
            Parallel.For(0, count, i =>
            {
                var bytes = body(from + i);
                made[i] = (Signed.Header(bytes, secret), bytes);
            });
            for (var i = 0; i < count; i++) recording.Add(made[i].Signature, made[i].Body);
        }

        return recording;
    }
}
