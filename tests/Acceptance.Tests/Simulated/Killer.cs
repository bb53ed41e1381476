using System.Threading.Channels;
using TestKit.Services;

namespace Acceptance.Tests.Simulated;

/// <summary>
/// Kills one process with SIGKILL each time it is told to, each time another one by chance, and starts it again at once. It is told after so many
/// acknowledgements, so that the service gets on between two kills however slow the machine is.
/// </summary>
internal sealed class Killer : IAsyncDisposable
{
    private int ordered;
    private int sender;
    private readonly Channel<bool> orders = Channel.CreateUnbounded<bool>();
    private readonly Task work;

    private Killer(IList<ServiceProcess> processes, int seed) => work = Task.Run(() => Kill(processes, new Random(seed)));

    /// <summary>After how many deliveries it is to be told, for so many kills in a world of so many events; each is delivered at least once.</summary>
    public static string DeliveriesBetween(int kills, int events) => (events / (kills + 1)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How often it has struck.</summary>
    public int Kills { get; private set; }

    /// <param name="processes">Kept up to date: a killed one's place is taken by its successor.</param>
    public static Killer Start(IList<ServiceProcess> processes, int seed) => new(processes, seed);

    /// <summary>
    /// Strikes at each line by which the simulator tells how far it is. Returns at once. A line that comes while a killed process is still being started
    /// stops the simulator until it is there: each kill finds events under way.
    /// </summary>
    public void StrikeWhenTold(string line, int simulator)
    {
        if (!line.Contains(" delivered ", StringComparison.Ordinal) || !line.Contains(" remaining ", StringComparison.Ordinal)) return;
        Volatile.Write(ref sender, simulator);
        if (Interlocked.Increment(ref ordered) > 1) Signal.Stop.TrySend(simulator);
        orders.Writer.TryWrite(true);
    }

    /// <summary>Ends when all processes are there again.</summary>
    public async ValueTask DisposeAsync()
    {
        orders.Writer.TryComplete();
        await work;
    }

    private async Task Kill(IList<ServiceProcess> processes, Random random)
    {
        var last = random.Next(processes.Count);
        await foreach (var _ in orders.Reader.ReadAllAsync(CancellationToken.None))
        {
            // Never the same one twice in a row.
            var place = processes.Count == 1 ? 0 : (last + random.Next(1, processes.Count)) % processes.Count;
            last = place;
            if (Volatile.Read(ref sender) is var paused and not 0) Signal.Continue.TrySend(paused);
            var victim = processes[place];
            await victim.Kill();
            Kills++;
            processes[place] = await victim.StartAgain();
            await victim.DisposeAsync();
            Interlocked.Decrement(ref ordered);
        }
    }
}
