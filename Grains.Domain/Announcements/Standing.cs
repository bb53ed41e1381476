using System.Text.Json;

namespace Grains.Domain.Announcements;

/// <summary>What holds now of a thing that is announced when it changes.</summary>
/// <param name="Thing">Such as <c>estimate:arrival</c>.</param>
/// <param name="Value">Announced whenever it differs from the one before; null: nothing holds.</param>
/// <param name="OccurredAt">When that happened.</param>
/// <param name="Begins">Whether it is worth an announcement when nothing was announced of the thing before: the end of what nobody heard of is not.</param>
/// <param name="Fields">Writes what it says beside what all messages say, given the value that was announced before.</param>
internal sealed record Standing(string Thing, string? Value, DateTimeOffset OccurredAt, bool Begins, Action<Utf8JsonWriter, string?> Fields);
