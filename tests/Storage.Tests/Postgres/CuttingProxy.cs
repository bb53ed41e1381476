using System.Net;
using System.Net.Sockets;

namespace Storage.Tests.Postgres;

/// <summary>Stands between a client and PostgreSQL. Once armed it swallows the server's next answer and breaks the connection off:
/// the server has done its work, the client cannot know.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private readonly (string Host, int Port) server;
    private volatile bool armed;

    public CuttingProxy(string host, int port)
    {
        server = (host, port);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connections cut so far.</summary>
    public int Cuts { get; private set; }

    public void Arm() => armed = true;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        var pairs = new List<Task>();
        try
        {
            while (true) pairs.Add(Pair(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task Pair(TcpClient client)
    {
        using (client)
        using (var upstream = new TcpClient())
        {
            await upstream.ConnectAsync(server.Host, server.Port);
            await Task.WhenAny(
                Pump(client.GetStream(), upstream.GetStream(), answers: false),
                Pump(upstream.GetStream(), client.GetStream(), answers: true));
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, bool answers)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, stop.Token) is var read and > 0)
            {
                if (answers && armed)
                {
                    armed = false;
                    Cuts++;
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone, or the test is over: so is this pump.
        }
    }
}
