using System.Text.RegularExpressions;

namespace Acceptance.Tests.Notifying;

/// <summary>A thing of a shipment that somebody is told of.</summary>
internal readonly record struct Lane(string Shipment, string Thing);

/// <summary>A message as it came.</summary>
/// <param name="At">When it happened; null: it has not, though it had been said.</param>
/// <param name="Told">The revision that it says was told before; null: it says of none.</param>
internal sealed record Heard(string Id, Lane Lane, int Revision, DateTimeOffset? At, int? Told);

/// <summary>
/// What everybody who hears of freight may rely on, whatever was delivered how often and in what order: of a thing revisions never fall, each is one that was announced, the last says what holds, and nobody
/// is left out. What waits may be passed over by what corrects it.
/// </summary>
internal static partial class LaneLaw
{
    /// <param name="heard">In the order of arrival.</param>
    /// <param name="announced">The revisions that were announced.</param>
    /// <param name="holds">Of each lane that something was announced in: when it happened, as far as is known in the end; null: it has not.</param>
    /// <param name="mayRepeat">So many messages may have come without having been written down: then the next one knows nothing of them.</param>
    /// <returns>How many messages came again.</returns>
    public static int ShouldHold(IReadOnlyList<Heard> heard, IReadOnlyDictionary<Lane, IReadOnlySet<int>> announced, IReadOnlyDictionary<Lane, DateTimeOffset?> holds, int mayRepeat)
    {
        var unaware = 0;
        var byLane = heard.GroupBy(static one => one.Lane).ToDictionary(static lane => lane.Key, static lane => lane.ToList());
        foreach (var (lane, messages) in byLane)
        {
            var said = string.Join(", ", messages.Select(static one => $"{one.Id} {one.At:O}"));
            announced.ShouldContainKey(lane, said);
            messages.Select(static one => LaneOf(one.Id)).Distinct().ShouldHaveSingleItem(said);
            messages.ShouldAllBe(one => RevisionOf(one.Id) == one.Revision, said);
            messages.Select(static one => one.Revision).ShouldBeInOrder(SortDirection.Ascending, said);
            messages.Select(static one => one.Revision).ShouldBeSubsetOf(announced[lane], said);
            // A time is told to the minute.
            Minute(messages[^1].At).ShouldBe(Minute(holds[lane]), $"{lane}: {said}");
            unaware += Unaware([.. messages.DistinctBy(static one => one.Id)], said);
        }

        byLane.Values.Select(static messages => LaneOf(messages[0].Id)).ShouldBeUnique();
        // What does not hold in the end may have been withdrawn before its turn came.
        holds.Where(static one => one.Value is not null).Select(static one => one.Key).Except(byLane.Keys).ShouldBeEmpty("announced, holds, and was not told");
        unaware.ShouldBeLessThanOrEqualTo(mayRepeat);
        return heard.Count - heard.DistinctBy(static one => one.Id).Count();
    }

    /// <summary>The lane's part of an id.</summary>
    public static string LaneOf(string id) => Parts(id).Groups[1].Value;

    public static int RevisionOf(string id) => int.Parse(Parts(id).Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);

    public static DateTimeOffset? Minute(DateTimeOffset? at) => at is { } instant ? new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero) : null;

    /// <summary>A correction says what was told before, the first message of nothing.</summary>
    /// <returns>How many do not know of the one before them.</returns>
    private static int Unaware(List<Heard> messages, string said)
    {
        messages[0].Told.ShouldBeNull(said);
        var unaware = 0;
        for (var i = 1; i < messages.Count; i++)
        {
            if (messages[i].Told == messages[i - 1].Revision) continue;
            unaware++;
            if (messages[i].Told is { } told) messages.Take(i).Select(static one => one.Revision).ShouldContain(told, said);
        }

        return unaware;
    }

    private static Match Parts(string id)
    {
        var parts = Id().Match(id);
        parts.Success.ShouldBeTrue(id);
        return parts;
    }

    [GeneratedRegex("^ntf_([0-9a-f]{32})_([0-9]+)$")]
    private static partial Regex Id();
}
