using System.Globalization;
using Grains.Notifications;

namespace Silo.Channels.Wording;

/// <summary>A label and its value, each one line.</summary>
internal readonly record struct Fact(string Label, string Value);

/// <summary>A notification in words, for every channel that people read. Not encoded for any of them.</summary>
/// <param name="Title">Such as <c>FLEX-460723 departed Rotterdam</c>.</param>
/// <param name="Lines">Sentences, the most important first.</param>
/// <param name="Facts">The details.</param>
internal sealed record News(string Title, IReadOnlyList<string> Lines, IReadOnlyList<Fact> Facts)
{
    private static readonly News Test = new("Test message", ["This contact can be reached. Nothing has happened to any freight."], []);

    public static News Of(Notification notification)
    {
        if (DigestNews.IsDigest(notification)) return DigestNews.Of(notification);
        if (notification.Thing == NotificationIds.Test) return Test;
        var told = Told.Read(notification);
        return new News(TitleOf(told), [.. LinesOf(told)], [.. FactsOf(told)]);
    }

    // News that follows upon news corrects nothing: that is for milestones.
    private static string TitleOf(Told told) => OtherPhrases.Of(told) is { } phrase ? $"{told.About} {phrase}" : told switch
    {
        { IsWithdrawn: true } => $"Withdrawn: {told.About} {Phrases.DidNot(told)}",
        { Revision: > 0 } => $"Correction: {told.About} {Phrases.Did(told, told.PlaceName)}",
        _ => $"{told.About} {Phrases.Did(told, told.PlaceName)}",
    };

    private static IEnumerable<string> LinesOf(Told told)
    {
        var about = told.Name is null ? told.About : $"{told.About} ({told.Name})";
        if (OtherPhrases.Of(told) is { } phrase)
        {
            yield return $"{about} {phrase}.";
            yield break;
        }

        if (told.IsWithdrawn)
        {
            yield return $"{about} {Phrases.DidNot(told)}.";
            yield return told.OccurredAt is { } said
                ? $"What was said before, for {Time(said)}, is withdrawn."
                : "What was said before is withdrawn.";
            yield break;
        }

        yield return $"{about} {Phrases.Did(told, told.Place)}{(told.OccurredAt is { } at ? $" on {Time(at)}" : "")}.";
        if (told.Revision > 0) yield return "This replaces what was said before.";
    }

    private static IEnumerable<Fact> FactsOf(Told told)
    {
        yield return new Fact(told.Kind, told.About);
        if (told.Name is { } name) yield return new Fact("Name", name);
        // Of news that is news because it was reported, that stands below.
        if (told.OccurredAt is { } at && (told.Milestone is not null || at != told.RecordedAt)) yield return new Fact(told.IsWithdrawn ? "Said for" : "When", Time(at));
        if (told.Place is { } place) yield return new Fact("Where", place);
        if (told.Status is { } status) yield return new Fact("Status now", OneLine.Words(status));
        if (told.Revision > 0 && told.Milestone is not null) yield return new Fact("Revision", told.Revision.ToString(CultureInfo.InvariantCulture));
        foreach (var other in told.Others) yield return other;
        if (told.RecordedAt is { } recorded) yield return new Fact("Reported", Time(recorded));
        if (told.Source != "default") yield return new Fact("Account", told.Source);
        if (told.EventId is { } by) yield return new Fact("Event", by);
    }

    /// <summary>The time of the place, where its offset is known: most times are a noon or midnight there, and mean that day.</summary>
    public static string Time(DateTimeOffset instant) =>
        instant.ToString(instant.Offset == TimeSpan.Zero ? "d MMMM yyyy, HH:mm 'UTC'" : "d MMMM yyyy, HH:mm 'UTC'zzz", CultureInfo.InvariantCulture);
}
