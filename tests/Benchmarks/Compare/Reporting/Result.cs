using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;

namespace Benchmarks.Compare.Reporting;

/// <summary>All rounds of one load: for each contestant its figures, round by round.</summary>
internal sealed class Result(Workload load, Recording recording)
{
    private readonly Dictionary<Contestant, List<Figures>> rounds = [];
    private readonly HashSet<Contestant> gaveUp = [];

    public Workload Load => load;

    public double MeanBody { get; } = recording.MeanBody;

    public int Recorded { get; } = recording.Count;

    /// <summary>In the order of the roster.</summary>
    public IEnumerable<Contestant> Contestants => Roster.All.Where(rounds.ContainsKey);

    /// <summary>Those that could not be measured, with no figures.</summary>
    public IReadOnlyCollection<Contestant> GaveUp => gaveUp;

    /// <summary>Whether the store of each had what it had acknowledged, each time.</summary>
    public bool IsSound => gaveUp.Count == 0 && rounds.Values.All(all => all.TrueForAll(one => one.IsSound));

    public Figures this[Contestant contestant] => Figures.Median(rounds[contestant]);

    public void GiveUp(Contestant contestant)
    {
        gaveUp.Add(contestant);
        rounds.Remove(contestant);
    }

    public void Add(Contestant contestant, Figures figures)
    {
        if (!rounds.TryGetValue(contestant, out var all)) rounds[contestant] = all = [];
        all.Add(figures);
    }

    /// <summary>How many times another one's rate a contestant's is.</summary>
    public double? Ratio(Contestant contestant, string to) => Ratio(contestant, to, (one, other) => one.Rate / other.Rate);

    /// <summary>The same by the processor time that an event takes, which a busy machine falsifies less than a rate.</summary>
    public double? RatioByProcessor(Contestant contestant, string to) => Ratio(contestant, to, (one, other) => other.Processor / one.Processor);

    /// <summary>The median over the rounds, in each of which both had their turn; null where the other did not take part.</summary>
    private double? Ratio(Contestant contestant, string to, Func<Figures, Figures, double> ratio) =>
        rounds.FirstOrDefault(one => one.Key.Name == to) is { Value: { } others }
            ? Medians.Of(rounds[contestant].Zip(others), pair => ratio(pair.First, pair.Second))
            : null;
}
