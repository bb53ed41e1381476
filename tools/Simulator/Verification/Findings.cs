namespace Simulator.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Problem">Why it could not be made, or null.</param>
internal sealed record Findings(int Entities, long Fields, IReadOnlyList<Difference> Differences, TimeSpan Took, string? Problem = null)
{
    private const int MostPrinted = 50;

    /// <summary>How many entries of histories were compared, those that relays brought included.</summary>
    public long Events { get; init; }

    /// <summary>How many lists were asked for.</summary>
    public int Lists { get; init; }

    public bool IsGreen => Problem is null && Differences.Count == 0;

    private string More => Events + Lists == 0 ? "" : FormattableString.Invariant($", {Events:N0} events in their histories, {Lists:N0} lists");

    /// <param name="dropped">The paths of the events that were never sent: what differs there is expected to.</param>
    public IEnumerable<string> Lines(IReadOnlyCollection<string> dropped)
    {
        if (Problem is not null)
        {
            yield return $"verify: {Problem}";
            yield break;
        }

        foreach (var difference in Differences.Take(MostPrinted)) yield return difference.ToString();
        if (Differences.Count > MostPrinted) yield return FormattableString.Invariant($"… and {Differences.Count - MostPrinted:N0} more differences.");
        var took = FormattableString.Invariant($"in {Took.TotalSeconds:0.0} s");
        if (IsGreen)
        {
            yield return FormattableString.Invariant($"verify: {Entities:N0} entities{More}, {Fields:N0} fields compared {took}: all as expected.");
        }
        else
        {
            var differing = Differences.Select(difference => difference.Entity).ToHashSet(StringComparer.Ordinal);
            yield return FormattableString.Invariant(
                $"verify: {Differences.Count:N0} {(Differences.Count == 1 ? "difference" : "differences")} in {differing.Count:N0} of {Entities:N0} entities{More}, {Fields:N0} fields compared {took}.");
            if (dropped.Count > 0)
            {
                var expected = differing.Count(dropped.Contains);
                yield return FormattableString.Invariant(
                    $"verify: events were never sent (--drop), so {dropped.Count:N0} of the paths are expected to differ. Of those that do, {expected:N0} are among them and {differing.Count - expected:N0} not.");
            }
        }
    }
}
