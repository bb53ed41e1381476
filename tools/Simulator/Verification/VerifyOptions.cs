namespace Simulator.Verification;

/// <summary>Whom to ask, and for how long.</summary>
/// <param name="OperatorKey">Bearer token of the API, or null.</param>
/// <param name="Settle">How long an entity that differs is asked again: relays between entities converge after the answer.</param>
/// <param name="Patience">How long to try where nothing answers, or 503.</param>
/// <param name="Connections">How many entities are asked for at the same time.</param>
internal sealed record VerifyOptions(IReadOnlyList<Uri> Apis, string? OperatorKey, TimeSpan Settle, TimeSpan Patience, int Connections)
{
    /// <summary>Lists are asked for what is known of every so manieth entity; 0: not at all.</summary>
    public int ListsOfEvery { get; init; }

    /// <summary>How many dead letters may be open; null: they are not looked at.</summary>
    public int? DeadLetters { get; init; }

    /// <summary>Where it is told how far it is; null: nowhere.</summary>
    public TextWriter? Progress { get; init; }
}
