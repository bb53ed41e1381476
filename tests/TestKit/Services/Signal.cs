using System.Runtime.InteropServices;

namespace TestKit.Services;

/// <summary>What can be done to a process from outside (the numbers are those of Linux).</summary>
public enum Signal
{
    None = 0,
    /// <summary>SIGINT.</summary>
    Interrupt = 2,
    /// <summary>SIGTERM: end in good order.</summary>
    Terminate = 15,
    /// <summary>SIGCONT.</summary>
    Continue = 18,
    /// <summary>SIGSTOP: hang, with all connections open.</summary>
    Stop = 19,
}

public static class Signals
{
    private const int NoSuchProcess = 3;

    public static void Send(this Signal signal, int processId)
    {
        if (!signal.TrySend(processId)) throw new InvalidOperationException($"{signal} could not be sent to process {processId}: there is none.");
    }

    /// <summary>Whether there was such a process.</summary>
    public static bool TrySend(this Signal signal, int processId)
    {
        if (Kill(processId, (int)signal) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new InvalidOperationException($"{signal} could not be sent to process {processId}: error {error}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int processId, int signal);
}
