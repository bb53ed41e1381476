using System.IO.MemoryMappedFiles;

/// <summary>
/// Loaded by the runtime into each .NET process that is measured (<c>DOTNET_STARTUP_HOOKS</c>): writes every 100 ms how many bytes it has allocated so far into the
/// file that <see cref="Variable"/> names, and collects garbage when it is asked to in that file. The service itself knows nothing of it. Uses nothing but the runtime,
/// for it runs where this program's libraries are not.
/// </summary>
internal static class StartupHook
{
    /// <summary>Names the file.</summary>
    public const string Variable = "FLEXPORTGRAINS_BENCHMARK_ALLOCATED";

    // Places in the file, each of eight bytes.

    /// <summary>Bytes allocated so far.</summary>
    public const int AllocatedAt = 0;

    /// <summary>The number of the last collection that was asked for, written by who asks.</summary>
    public const int AskedAt = 8;

    /// <summary>The number of the last one that was done.</summary>
    public const int AnsweredAt = 16;

    /// <summary>Bytes in use after it.</summary>
    public const int LiveAt = 24;

    private const int Length = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        new Thread(() => Tell(path)) { IsBackground = true, Name = "Benchmark's gauge" }.Start();
    }

    private static void Tell(string path)
    {
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Length);
        using var view = file.CreateViewAccessor();
        while (true)
        {
            view.Write(AllocatedAt, GC.GetTotalAllocatedBytes());
            var asked = view.ReadInt64(AskedAt);
            if (asked != view.ReadInt64(AnsweredAt))
            {
                view.Write(LiveAt, Live());
                view.Write(AnsweredAt, asked);
            }

            Thread.Sleep(Pause);
        }
    }

    private static long Live()
    {
        // What finalizers hold is free after they have run.
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
