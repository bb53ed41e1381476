using Simulator.Worlds;

namespace Simulator.Verification.Steps;

/// <summary>A step after which the service showed something else than the model knows.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Of">How many steps the shipment has.</param>
internal sealed record WrongStep(string Shipment, string Kind, int Place, int Of, WorldEvent Event, IReadOnlyList<Difference> Differences)
{
    public IEnumerable<string> Lines() => Differences.Select(difference =>
        FormattableString.Invariant($"{difference}  (step {Place} of {Of}, {Event.Type} {Event.Id}; {Kind})"));
}

/// <summary>What telling shipments step by step found.</summary>
/// <param name="Announcements">How many announcements of milestones were read.</param>
/// <param name="Problem">Why it came to no end, or null.</param>
internal sealed record StepFindings(
    int Shipments, int Steps, int Announcements, IReadOnlyList<WrongStep> Wrong, IReadOnlyList<Contradiction> Contradictions, TimeSpan Took, string? Problem)
{
    public bool IsGreen => Problem is null && Wrong.Count == 0 && Contradictions.Count == 0;

    /// <param name="most">How many differences are written out. The first wrong step of each kind of voyage comes first.</param>
    public IEnumerable<string> Lines(int most)
    {
        var firsts = Wrong.GroupBy(step => step.Kind).Select(of => of.First()).ToList();
        string[] found = [.. Contradictions.Select(one => one.ToString()), .. firsts.Concat(Wrong.Except(firsts)).SelectMany(step => step.Lines())];
        foreach (var line in found.Take(most)) yield return line;
        if (found.Length > most) yield return FormattableString.Invariant($"… and {found.Length - most:N0} more (--differences).");
        foreach (var field in Wrong.SelectMany(step => step.Differences).GroupBy(difference => difference.Field).OrderByDescending(of => of.Count()))
            yield return FormattableString.Invariant($"steps: {field.Count():N0} times {(field.Key.Length == 0 ? "no state" : field.Key)} was wrong.");
        foreach (var kind in Wrong.GroupBy(step => step.Kind).OrderByDescending(of => of.Count()))
            yield return FormattableString.Invariant($"steps: {kind.Count():N0} wrong in {kind.Select(step => step.Shipment).Distinct().Count():N0} shipments of the kind '{kind.Key}'.");
        if (Problem is not null) yield return $"steps: {Problem}";
        yield return FormattableString.Invariant(
            $"steps: {Wrong.Count:N0} of {Steps:N0} steps wrong in {Shipments:N0} shipments, {Contradictions.Count:N0} of {Announcements:N0} announced milestones contradicted, in {Took.TotalSeconds:0.0} s.");
    }
}
