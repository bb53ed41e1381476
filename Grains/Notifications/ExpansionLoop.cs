using Grains.Clocks;
using Grains.Commits;
using Microsoft.Extensions.Logging;

namespace Grains.Notifications;

/// <summary>
/// Expands announcements in the background: right after this silo's own commits, and those of others within a second. On the silos that do not expand it sees to it that they send their share of what has
/// been made of their commits.
/// </summary>
internal sealed class ExpansionLoop : WakeLoop
{
    /// <summary>
    /// What is announced so close to each other is expanded together: under load there is something with every commit, and a pass for each would take from the
    /// deliveries what it costs.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);

    /// <summary>So often other silos' commits are looked for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>So soon it is looked again while something waits for a transaction that runs: most take milliseconds.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>So often; what takes longer may take very long.</summary>
    private const int Glances = 20;

    /// <summary>So many times, a second between them, a silo that does not expand has its dispatcher look after it has announced something: longer than it takes to take over.</summary>
    private const int Looks = 8;

    private readonly AnnouncementExpansion expansion;
    private readonly NotificationDispatcher dispatcher;
    private int glances;
    private volatile int owed;

    public ExpansionLoop(AnnouncementExpansion expansion, NotificationDispatcher dispatcher, TimeProvider time, ILogger<ExpansionLoop> logger)
        : base(time, logger)
    {
        (this.expansion, this.dispatcher) = (expansion, dispatcher);
        Wake();
    }

    /// <summary>This silo has committed something that announces.</summary>
    public void Announced()
    {
        owed = Looks;
        // Whoever does not expand does not hurry.
        if (expansion.Holds) Wake();
    }

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        await Task.Delay(Gathering, CancellationToken.None);
        var began = expansion.Place;
        var end = await expansion.Run(dispatcher.News, cancellation);
        if (end == ExpansionEnd.HeldBack)
        {
            // Under load some transaction always runs, and the reader moves on all the same.
            if (expansion.Place != began) glances = 0;
            // Others' transactions end by the time of the machine, whatever this silo goes by.
            await Task.Delay(++glances <= Glances ? Glance : Look, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Time.GetUtcNow();
        }

        glances = 0;
        if (end == ExpansionEnd.Elsewhere && owed > 0)
        {
            // The silo that expands has done so by now, or has when this one looks again.
            owed--;
            dispatcher.Wake();
        }

        return Time.GetUtcNow() + end switch
        {
            ExpansionEnd.More => TimeSpan.Zero,
            ExpansionEnd.Elsewhere => CommitReader.Renewal,
            _ => Look,
        };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await expansion.Release();
    }
}
