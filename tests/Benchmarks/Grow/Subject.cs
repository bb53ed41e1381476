using System.Diagnostics;
using System.Globalization;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Gauges;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;
using Benchmarks.Compare.Stores;
using TestKit.Services;

namespace Benchmarks.Grow;

/// <summary>The service, one process on a database of its own that outlives it: it can be ended and started again.</summary>
internal sealed class Subject : IAsyncDisposable
{
    private static readonly TimeSpan Hanging = TimeSpan.FromHours(1);
    private const int TimesAgain = 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly GrowTerms terms;
    private readonly PostgresStore store;
    private readonly HeapGauge heap;

    private Subject(GrowTerms terms, PostgresStore store, ServiceProcess process, HeapGauge heap) => (this.terms, this.store, Process, this.heap) = (terms, store, process, heap);

    public ServiceProcess Process { get; private set; }

    public Uri Url => Process.Url;

    /// <summary>Starts it on an empty database, and waits until it is ready.</summary>
    public static async Task<Subject> Start(GrowTerms terms)
    {
        var store = await terms.Contestants.Ground.Database();
        try
        {
            var (process, heap) = await OfDotNet.Start(terms.Contestants, store, "Silo", []);
            return new Subject(terms, store, process, heap);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it in good order, and starts it again: nothing is activated.</summary>
    public async Task Restart()
    {
        await Process.Stop();
        await StartAgain();
    }

    /// <summary>Starts what has ended.</summary>
    public async Task StartAgain()
    {
        var before = Process;
        Process = await before.StartAgain();
        await before.DisposeAsync();
    }

    /// <summary>Delivers all, what is not answered 200 again, as Flexport does, and waits until the service is done with all that it put off.</summary>
    /// <param name="what">For who looks on.</param>
    /// <exception cref="InvalidOperationException">Something is never answered 200.</exception>
    public async Task Fill(Recording recording, string what)
    {
        var began = Stopwatch.GetTimestamp();
        var again = "";
        var answers = await Deliver(recording);
        for (var (time, left) = (0, recording); answers.NotAccepted is { Count: > 0 } missing; time++)
        {
            if (time == TimesAgain) throw new InvalidOperationException($"{what}: of {recording.Count:N0} deliveries {missing.Count:N0} are not answered 200 even when they come again: {Figures.Tell(answers.Others)}.");
            again += string.Create(CultureInfo.InvariantCulture, $"; came again: {Figures.Tell(answers.Others)}");
            await Task.Delay(BeforeAgain);
            left = left.Part(missing);
            answers = await Deliver(left);
        }

        await Settled();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {recording.Count:N0} events in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s{again}"));
    }

    /// <summary>Delivers all as fast as they are answered, and tells what that cost, with all that was put off.</summary>
    public async Task<Figures> Measure(Recording recording)
    {
        GC.Collect();
        var storedBefore = await Stored();
        // All pay alike for full pages in the log.
        await Query("CHECKPOINT");
        using var replay = new Replay(recording, Url, terms.Connections);
        var before = await Gauge.Read([Process.Id], store, () => heap.Read(), terms.Contestants.Ground);
        await replay.Begin().WaitAsync(Hanging);
        var answers = await replay.End(Patience);
        await Settled();
        var after = await Gauge.Read([Process.Id], store, () => heap.Read(), terms.Contestants.Ground);
        if (answers.Accepted == 0) throw new InvalidOperationException($"None of {answers.Sent:N0} deliveries was answered 200: {Figures.Tell(answers.Others)}.");
        return Figures.Of(answers, replay.At(before.Moment), replay.At(after.Moment), before, after, ProcessTree.Resident([Process.Id]), await Stored() - storedBefore, null);
    }

    /// <summary>How many commits there are whose list rows are not all written.</summary>
    public Task<long> CommitsUnlisted() => Number("SELECT count(*) FROM unlisted");

    /// <summary>The bytes of all objects in use, once garbage is collected.</summary>
    public Task<long> LiveBytes() => heap.Live();

    /// <summary>How many distinct events are stored.</summary>
    public Task<long> Stored() => Number(OfDotNet.AcceptedEvents);

    /// <summary>The number that a query answers.</summary>
    public Task<long> Number(string sql) => Task.Run(() => store.Number(sql));

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        heap.Dispose();
        await Task.Run(() => store.DisposeAsync().AsTask());
    }

    /// <summary>Waits until all list rows are written, those too that the service has forgotten because there were too many: it finds them in the store.</summary>
    private async Task Settled()
    {
        await Process.Client.ListsFollowed();
        var began = Stopwatch.GetTimestamp();
        while (await CommitsUnlisted() > 0)
        {
            if (Stopwatch.GetElapsedTime(began) > Hanging) throw new TimeoutException("List rows are never written.");
            await Task.Delay(Look);
        }
    }

    private async Task<Answers> Deliver(Recording recording)
    {
        using var replay = new Replay(recording, Url, terms.Connections);
        await replay.Begin().WaitAsync(Hanging);
        return await replay.End(Patience);
    }

    private Task Query(string sql) => Task.Run(() => PostgresQuery.Execute(store.ConnectionString, sql));
}
