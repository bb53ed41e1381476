using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Benchmarks.Commands;

/// <summary>The runtime ends at once at SIGINT and SIGTERM; ended in order, what was started and the database end with this program.</summary>
internal sealed class OrderlyEnd : IDisposable
{
    private const int Interrupted = 130;
    private readonly PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    private readonly PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

    /// <summary>Faults whose message says what is wrong and what to do.</summary>
    public static bool IsExpected(Exception fault) => fault is InvalidOperationException or FileNotFoundException or TimeoutException or HttpRequestException or SocketException;

    public void Dispose()
    {
        interrupted.Dispose();
        terminated.Dispose();
    }

    private static void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Environment.Exit(Interrupted);
    }
}
