using TestKit.Services;

namespace Acceptance.Tests.Simulated;

/// <summary>Kills one process after the other with SIGKILL, each time another one by chance, and starts it again at once.</summary>
internal sealed class Killer : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource over = new();
    private readonly Task work;

    private Killer(IList<ServiceProcess> processes, int seed) => work = Task.Run(() => Kill(processes, new Random(seed)));

    /// <summary>How often it has struck.</summary>
    public int Kills { get; private set; }

    /// <param name="processes">Kept up to date: a killed one's place is taken by its successor.</param>
    public static Killer Start(IList<ServiceProcess> processes, int seed) => new(processes, seed);

    /// <summary>Ends when all processes are there again.</summary>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await work;
        over.Dispose();
    }

    private async Task Kill(IList<ServiceProcess> processes, Random random)
    {
        while (true)
        {
            await Task.Delay(Between, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) return;
            var place = random.Next(processes.Count);
            var victim = processes[place];
            await victim.Kill();
            Kills++;
            processes[place] = await victim.StartAgain();
            await victim.DisposeAsync();
        }
    }
}
