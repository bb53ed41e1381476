using System.Globalization;
using Benchmarks.Compare.Replaying;
using Silo.Storage;

namespace Benchmarks.Blocks;

/// <summary>
/// What it costs to put the bodies of recorded worlds into blocks, and to take one out again, on one thread: processor time, which a busy machine falsifies less than the clock, and what they take, for each
/// quality of Brotli and blocks of 1, 16, 60 and 512 bodies.
/// </summary>
internal static class BlockCost
{
    private const int Events = 6_000;
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(600);

    public static async Task<int> Run()
    {
        // The first ones of a world name everything: they are not like the rest.
        var bodies = (await WorldsRecording.Make(2 * Events, "secret")).Bodies()[Events..].ConvertAll(static body => (ReadOnlyMemory<byte>)body);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bodies.Count:N0} bodies of {bodies.Average(static body => body.Length):N0} B."));
        Console.WriteLine("| bodies in a block | quality | µs/event to write | stored B/event | ratio | µs to read one |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        // Until the compiler has done its best.
        Measure(bodies, 16, 1, tell: false);
        foreach (var size in (int[])[1, 16, 60, 512])
        {
            for (var quality = 0; quality <= 4; quality++) Measure(bodies, size, quality, tell: true);
        }

        return 0;
    }

    private static void Measure(List<ReadOnlyMemory<byte>> bodies, int size, int quality, bool tell)
    {
        var parts = bodies.Chunk(size).Where(part => part.Length == size).ToList();
        var (written, raw, stored) = (0L, 0L, 0L);
        var blocks = new List<byte[]>();
        var began = Environment.CpuUsage.TotalTime;
        for (var n = 0; Environment.CpuUsage.TotalTime - began < Enough; n = (n + 1) % parts.Count)
        {
            using var block = BodyBlock.Encode(parts[n], quality);
            written += size;
            raw += parts[n].Sum(static body => (long)body.Length);
            stored += block.Bytes.Length;
            if (blocks.Count < 50) blocks.Add(block.Bytes.ToArray());
        }

        var writing = Environment.CpuUsage.TotalTime - began;
        var (read, random) = (0L, new Random(1));
        began = Environment.CpuUsage.TotalTime;
        for (; Environment.CpuUsage.TotalTime - began < Enough; read++)
        {
            var block = blocks[(int)(read % blocks.Count)];
            using var reader = new BodyBlockReader(BlockEncoding.Segments, block, block.Length);
            if (reader.Read(random.Next(size)) is null) throw new InvalidOperationException("A body is not there.");
        }

        var reading = Environment.CpuUsage.TotalTime - began;
        if (!tell) return;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {size} | {quality} | {writing.TotalMicroseconds / written:N1} | {stored / (double)written:N0} | {raw / (double)stored:N1} | {reading.TotalMicroseconds / read:N0} |"));
    }
}
