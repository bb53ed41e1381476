namespace Simulator.Worlds;

/// <summary>Chance by seed: the same seed and stream give the same draws on every machine.</summary>
internal sealed class Chance(int seed, int stream)
{
    private readonly Random random = new(unchecked((seed * 486_187_739) ^ (stream * 16_777_619) ^ (stream << 13)));

    public bool Is(double share) => random.NextDouble() < share;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Number(int least, int most) => random.Next(least, most + 1);

    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>How long Flexport takes to record something: mostly hours, now and then days.</summary>
    public TimeSpan Delay() => random.NextDouble() switch
    {
        < 0.55 => TimeSpan.FromSeconds(Number(40, 3 * 3600)),
        < 0.90 => TimeSpan.FromSeconds(Number(3 * 3600, 40 * 3600)),
        _ => TimeSpan.FromSeconds(Number(2 * 86_400, 6 * 86_400)),
    };
}
