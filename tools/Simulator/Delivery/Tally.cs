using System.Collections.Concurrent;
using Simulator.Worlds;

namespace Simulator.Delivery;

/// <summary>What the answers were. Thread-safe.</summary>
internal sealed class Tally
{
    private const int MostExamples = 20;
    private readonly ConcurrentDictionary<int, long> statuses = new();
    private readonly ConcurrentDictionary<string, long> outcomes = new();
    private readonly ConcurrentQueue<string> examples = new();
    private Latencies recent = new();
    private long delivered;
    private long failed;

    /// <summary>Raised with each delivery that is answered 200, by whoever delivered it: how many there are now.</summary>
    public event Action<long>? OneMoreDelivered;

    /// <summary>Attempts by status; 0 stands for no answer.</summary>
    public IReadOnlyDictionary<int, long> Statuses => statuses;

    /// <summary>The answers 200 by what the service said of the event.</summary>
    public IReadOnlyDictionary<string, long> Outcomes => outcomes;

    /// <summary>Deliveries that were answered 200.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    /// <summary>Deliveries that never will be.</summary>
    public long Failed => Volatile.Read(ref failed);

    /// <summary>The first failures, one line each.</summary>
    public IReadOnlyCollection<string> Examples => examples;

    public Latencies Latencies { get; } = new();

    /// <summary>The latencies since the last call.</summary>
    public Latencies TakeRecent() => Interlocked.Exchange(ref recent, new Latencies());

    /// <summary>Why the last attempt that got no answer got none; null as long as each got one.</summary>
    public string? LastSilence { get; private set; }

    public void Add(Answer answer)
    {
        statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
        if (answer.Status == 0)
        {
            LastSilence = answer.Line;
            return;
        }

        Latencies.Add(answer.Took);
        Volatile.Read(ref recent).Add(answer.Took);
        if (!answer.IsGood) return;
        outcomes.AddOrUpdate(answer.Outcome ?? "said nothing", 1, (_, count) => count + 1);
        var now = Interlocked.Increment(ref delivered);
        OneMoreDelivered?.Invoke(now);
    }

    public void Fail(WorldEvent sent, Answer answer)
    {
        if (Interlocked.Increment(ref failed) <= MostExamples) examples.Enqueue(Line(sent, answer));
    }

    /// <summary>Status, event and answer in one line.</summary>
    public static string Line(WorldEvent sent, Answer answer) =>
        FormattableString.Invariant($"{(answer.Status == 0 ? "no answer" : answer.Status)}  {sent.Path}  {sent.Type}  {sent.Id}  {answer.Took.TotalMilliseconds:0.0} ms  {answer.Line}");

    /// <summary><c>200: 1,204, 503: 3, no answer: 7</c>.</summary>
    public string ByStatus() => statuses.IsEmpty
        ? "no attempt"
        : string.Join(", ", statuses.OrderBy(pair => pair.Key == 0 ? int.MaxValue : pair.Key)
            .Select(pair => FormattableString.Invariant($"{(pair.Key == 0 ? "no answer" : pair.Key)}: {pair.Value:N0}")));
}
