namespace Simulator.Delivery;

/// <summary>How far deliveries may leave the order in which Flexport recorded the events.</summary>
/// <param name="Window">How many places a delivery moves at most; 0 keeps the order, null mixes all with all.</param>
internal readonly record struct Shuffle(int? Window)
{
    public static Shuffle None => new(0);

    public static Shuffle Full => new(null);

    /// <summary>Reads <c>none</c>, <c>full</c> or <c>window:N</c>; null for anything else.</summary>
    public static Shuffle? Parse(string text) => text switch
    {
        "none" => None,
        "full" => Full,
        _ when text.StartsWith("window:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan("window:".Length), System.Globalization.NumberStyles.None, null, out var window)
            && window > 0 => new Shuffle(window),
        _ => null,
    };

    public override string ToString() => Window switch
    {
        null => "full",
        0 => "none",
        { } window => FormattableString.Invariant($"window:{window}"),
    };
}
