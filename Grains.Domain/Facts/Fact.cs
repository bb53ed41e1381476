namespace Grains.Domain.Facts;

/// <summary>What a report says about one thing: a value, or its withdrawal.</summary>
/// <param name="About">What it is about.</param>
/// <param name="Value">The value; null takes back whatever was said before.</param>
/// <param name="RecordedAt">The version stamp, where the object bears its own; null: that of the event.</param>
public sealed record Fact(Thing About, FactValue? Value, DateTimeOffset? RecordedAt = null);
