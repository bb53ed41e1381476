using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>What lists need of an entity, written with every event.</summary>
/// <param name="Status">For the filter: cut to <see cref="EntityQuery.LongestStatus"/>, the row has it whole; null when the entity has none.</param>
/// <param name="Mode">The mode of transport, lower-case, for the filter; null when the entity has none.</param>
/// <param name="DepartsAt">Actual, else estimated, departure of the main voyage: what the clock shows there, as if that were UTC.</param>
/// <param name="ArrivesAt">Actual, else estimated, arrival of the main voyage, likewise; of an invoice the due date, of an order the day by which it must arrive, both at midnight UTC.</param>
/// <param name="Terms">What it is found by exactly: see <see cref="ListTerms"/>. Each once, in ordinal order, of each kind at most <see cref="ListTerms.Most"/>.</param>
/// <param name="Search">Lower-case words to find it by, separated by blanks, without control characters; at most 16,000 characters.</param>
/// <param name="UpdatedAt">When the last event was received, UTC.</param>
/// <param name="Row">The row of the list: one JSON object in UTF-8.</param>
public sealed record Head(
    string? Status,
    string? Mode,
    DateTimeOffset? DepartsAt,
    DateTimeOffset? ArrivesAt,
    IReadOnlyList<string> Terms,
    string Search,
    DateTimeOffset UpdatedAt,
    ReadOnlyMemory<byte> Row)
{
    /// <summary>When the clock has to come, UTC; null when nothing is watched.</summary>
    public DateTimeOffset? NextDeadlineAt { get; init; }

    // Of Flexport's own words any length may come; what lists filter by is indexed, and an index entry has a bound.
    public string? Status { get; init => field = Cut(value); } = Cut(Status);

    /// <summary>What it takes of memory, roughly, in bytes: a few hundred, with a thousand containers a few hundred thousand.</summary>
    public int Size
    {
        get
        {
            const int OfAString = 24;
            var size = Row.Length + (Search.Length * sizeof(char));
            foreach (var term in Terms) size += OfAString + (term.Length * sizeof(char));
            return size;
        }
    }

    private static string? Cut(string? status) => status is { Length: > EntityQuery.LongestStatus }
        ? status[..(char.IsHighSurrogate(status[EntityQuery.LongestStatus - 1]) ? EntityQuery.LongestStatus - 1 : EntityQuery.LongestStatus)]
        : status;
}
