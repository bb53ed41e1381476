using System.Buffers.Binary;
using TestKit;

namespace Benchmarks.Compare.Contestants;

/// <summary>Reads what <see cref="StartupHook"/> writes in a process of .NET.</summary>
internal sealed class HeapGauge : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"flexport-allocated-{Guid.NewGuid():N}");

    /// <summary>To be set for the process.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [StartupHook.Variable] = file,
    };

    /// <summary>Bytes allocated so far, at most 100 ms old.</summary>
    public long Read() => Number(StartupHook.AllocatedAt);

    /// <summary>Lets the process collect all that is not in use any more.</summary>
    /// <returns>The bytes of all objects that are left.</returns>
    /// <exception cref="TimeoutException">The process does not answer.</exception>
    public async Task<long> Live()
    {
        var request = Number(StartupHook.AnsweredAt) + 1;
        Write(StartupHook.AskedAt, request);
        await Eventually.Holds(() => Number(StartupHook.AnsweredAt) == request);
        return Number(StartupHook.LiveAt);
    }

    public void Dispose() => File.Delete(file);

    private long Number(int at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = at;
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private void Write(int at, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = at;
        stream.Write(bytes);
    }
}
