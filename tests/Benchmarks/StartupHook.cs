using System.IO.MemoryMappedFiles;

/// <summary>
/// Loaded by the runtime into each .NET process that is measured (<c>DOTNET_STARTUP_HOOKS</c>): writes every 100 ms how many bytes it has allocated so far into the
/// file that <see cref="Variable"/> names. The service itself knows nothing of it. Uses nothing but the runtime, for it runs where this program's libraries are not.
/// </summary>
internal static class StartupHook
{
    /// <summary>Names the file.</summary>
    public const string Variable = "FLEXPORTGRAINS_BENCHMARK_ALLOCATED";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        new Thread(() => Tell(path)) { IsBackground = true, Name = "Benchmark's gauge" }.Start();
    }

    private static void Tell(string path)
    {
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        using var view = file.CreateViewAccessor();
        while (true)
        {
            view.Write(0, GC.GetTotalAllocatedBytes());
            Thread.Sleep(Pause);
        }
    }
}
