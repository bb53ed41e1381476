using System.Buffers.Binary;

namespace Benchmarks.Compare.Contestants;

/// <summary>Reads what <see cref="StartupHook"/> writes in a process of .NET.</summary>
internal sealed class AllocationGauge : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"flexport-allocated-{Guid.NewGuid():N}");

    /// <summary>To be set for the process.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [StartupHook.Variable] = file,
    };

    /// <summary>Bytes allocated so far, at most 100 ms old.</summary>
    public long Read()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public void Dispose() => File.Delete(file);
}
