namespace Simulator.Worlds;

/// <summary>One event as Flexport sends it.</summary>
/// <param name="Id">The event's id: dialect B's number, dialect A's text, or the SHA-256 of the body in lower-case hex where it has none.</param>
/// <param name="Path">What it is mainly about, such as <c>shipments/460723</c>.</param>
/// <param name="CreatedAt">When Flexport recorded it, UTC.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="Body">The bytes to be signed and sent.</param>
public sealed record WorldEvent(string Id, string Type, string Path, DateTimeOffset CreatedAt, DateTimeOffset OccurredAt, byte[] Body);
