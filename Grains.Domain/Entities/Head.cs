namespace Grains.Domain.Entities;

/// <summary>What lists need of an entity, written with every event.</summary>
/// <param name="Status">For the filter; null when the entity has none.</param>
/// <param name="Search">Lower-case words to find it by, separated by blanks, without control characters; at most 1,000 characters.</param>
/// <param name="UpdatedAt">When the last event was received, UTC.</param>
/// <param name="Row">The row of the list: one JSON object in UTF-8.</param>
public sealed record Head(string? Status, string Search, DateTimeOffset UpdatedAt, ReadOnlyMemory<byte> Row);
