using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks.Latency;

/// <summary>Waits for a moment as exactly as the kernel can: some 60 µs too long on Linux, where the runtime's own pause is a whole millisecond.</summary>
internal static class Nanosleep
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <param name="moment">A timestamp of <see cref="Stopwatch"/>.</param>
    public static void Until(long moment)
    {
        while (moment - Stopwatch.GetTimestamp() is var left and > 0)
        {
            if (!OperatingSystem.IsLinux())
            {
                Thread.Sleep(Stopwatch.GetElapsedTime(0, left));
                continue;
            }

            var nanoseconds = (long)(left * (NanosecondsPerSecond / (double)Stopwatch.Frequency));
            var pause = new Timespec { Seconds = (nint)(nanoseconds / NanosecondsPerSecond), Nanoseconds = (nint)(nanoseconds % NanosecondsPerSecond) };
            _ = Sleep(ref pause, 0); // ended too soon by a signal: the loop goes on
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Sleep(ref Timespec pause, nint left);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
