using System.Security.Cryptography;

namespace Simulator.Serving;

/// <summary>Access tokens: valid for 24 hours, at most ten requests a day. Thread-safe.</summary>
internal sealed class Tokens(TimeProvider time)
{
    /// <summary>How many requests any 24 hours may hold.</summary>
    public const int MostADay = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> issued = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> requests = new();

    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(1);

    /// <summary>A new token; else, when the day's requests are spent, how long until the next one is taken.</summary>
    public (string? Token, TimeSpan Wait) Issue()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            while (requests.TryPeek(out var first) && now - first >= Lifetime) requests.Dequeue();
            if (requests.Count == MostADay) return (null, requests.Peek() + Lifetime - now);
            requests.Enqueue(now);
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            issued[token] = now + Lifetime;
            return (token, TimeSpan.Zero);
        }
    }

    public bool IsValid(string token)
    {
        lock (gate) return issued.TryGetValue(token, out var until) && time.GetUtcNow() < until;
    }
}
