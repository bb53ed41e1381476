using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Compare.Replaying;

/// <summary>
/// One thread of the runtime waits for all sockets and goes on with whatever an answer was waited for, instead of waking another: the generator takes less of
/// the cores that it shares. The runtime reads these settings once, when the first socket waits; the contestants must not inherit them.
/// </summary>
internal static class GeneratorThread
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    public static void Prepare()
    {
        Environment.SetEnvironmentVariable(Inline, "1");
        Environment.SetEnvironmentVariable(Threads, "1");
        using (var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            using var connecting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var accepted = listener.AcceptAsync();
            connecting.Connect(listener.LocalEndPoint!);
            using var other = accepted.GetAwaiter().GetResult();
        }

        Environment.SetEnvironmentVariable(Inline, null);
        Environment.SetEnvironmentVariable(Threads, null);
    }
}
