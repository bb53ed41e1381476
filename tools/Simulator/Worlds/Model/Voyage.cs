namespace Simulator.Worlds.Model;

/// <summary>What the told legs say about the shipment's voyage, by the contract's rule of main legs.</summary>
internal sealed class Voyage
{
    private readonly ToldLeg[] departing;
    private readonly ToldLeg[] arriving;

    public Voyage(IEnumerable<ToldLeg> legs)
    {
        InOrder = [.. legs.OrderBy(leg => leg.Departs.UtcTicks).ThenBy(leg => leg.Id, StringComparer.Ordinal)];
        var living = InOrder.Where(leg => !leg.IsDeleted).ToArray();
        var main = living.Where(leg => leg.Leg.IsMainMode).ToArray();
        if (main.Length == 0) main = [.. living.Where(leg => leg.TouchesPort)];
        if (main.Length == 0) main = living;
        Main = main;

        var fromPort = main.Where(leg => leg.FromPort).ToArray();
        var toPort = main.Where(leg => leg.ToPort).ToArray();
        departing = fromPort.Length > 0 ? fromPort : [.. main.Take(1)];
        arriving = toPort.Length > 0 ? toPort : main;
        Destination = (toPort.Length > 0 ? toPort : main).LastOrDefault()?.Leg.To;
    }

    public IReadOnlyList<ToldLeg> InOrder { get; }

    public IReadOnlyList<ToldLeg> Main { get; }

    public Place? Destination { get; }

    public DateTimeOffset? Departed => departing.Select(leg => leg.Leg.ActualDeparture).Where(at => at is not null).Min();

    public DateTimeOffset? Arrived =>
        arriving.Length > 0 && arriving.All(leg => leg.Leg.ActualArrival is not null) ? arriving.Max(leg => leg.Leg.ActualArrival) : null;

    /// <summary>The first main leg's estimate, with its stamp.</summary>
    public (DateTimeOffset? At, DateTimeOffset RecordedAt) EstimatedDeparture =>
        departing.Length > 0 ? (departing[0].Leg.EstimatedDeparture, departing[0].Said.RecordedAt) : default;

    /// <summary>The estimate of the leg that is expected last, with its stamp.</summary>
    public (DateTimeOffset? At, DateTimeOffset RecordedAt) EstimatedArrival =>
        arriving.MaxBy(leg => leg.Leg.EstimatedArrival) is { } last ? (last.Leg.EstimatedArrival, last.Said.RecordedAt) : default;
}
