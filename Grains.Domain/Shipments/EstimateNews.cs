using System.Globalization;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What is announced of departure, arrival and delivery as they are expected: each change.</summary>
internal static class EstimateNews
{
    /// <param name="what"><c>departure</c>, <c>arrival</c> or <c>delivery</c>.</param>
    /// <param name="at">What is expected now; null: nothing.</param>
    /// <returns>Null when that is no news, as of nearly every event.</returns>
    public static Standing? Of(EntityState state, VoyageProgress voyage, string what, DateTimeOffset? at, AcceptedEvent accepted)
    {
        var thing = what switch
        {
            "departure" => "estimate:departure",
            "arrival" => "estimate:arrival",
            _ => "estimate:delivery",
        };
        // With the offset of the place; the same instant under another offset is no news.
        return Instant(state.Announced.GetValueOrDefault(thing)?.Value) == at ? null : Expected(state, voyage, thing, what, at, accepted);
    }

    private static Standing Expected(EntityState state, VoyageProgress voyage, string thing, string what, DateTimeOffset? at, AcceptedEvent accepted) =>
        new(thing, at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture), accepted.RecordedAt, true, (writer, before) =>
        {
            writer.Instant("from", Instant(before));
            writer.Instant("to", at);
            writer.Instant("firstPromised", Promises.First(voyage, state.Estimates, what));
            if (what == "departure")
            {
                writer.Place(voyage.Origin);
                return;
            }

            if (what == "arrival") writer.Place(voyage.Destination, voyage.TerminalZone);
            else writer.WriteNull("place");
            var free = FreeTimeNews.Next(voyage);
            writer.Day("lastFreeDay", free?.Day);
            writer.Text("lastFreeDayContainer", free?.Container);
        });

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
