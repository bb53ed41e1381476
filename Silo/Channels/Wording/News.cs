using Grains.Notifications;

namespace Silo.Channels.Wording;

/// <summary>A notification in words, for every channel that people read. Not encoded for any of them.</summary>
/// <param name="Title">What happened to which freight, where and when: one line of at most <see cref="LongestTitle"/> characters.</param>
/// <param name="Lines">Sentences; the first says it all.</param>
/// <param name="Facts">The details.</param>
internal sealed record News(string Title, IReadOnlyList<string> Lines, IReadOnlyList<Fact> Facts)
{
    /// <summary>UTF-16 units.</summary>
    public const int LongestTitle = 200;

    public Urgency Urgency { get; init; } = Urgency.Other;

    /// <summary>Where to read more; none while the service does not know its own address.</summary>
    public IReadOnlyList<NewsLink> Links { get; init; } = [];

    /// <summary>Of a digest what it has collected, the most urgent first.</summary>
    public IReadOnlyList<NewsGroup> Groups { get; init; } = [];

    /// <summary>Of a digest how many things more there are than <see cref="Groups"/> has.</summary>
    public int Left { get; init; }

    private static readonly News Test = new("Test message", ["This contact can be reached. Nothing has happened to any freight."], []);

    /// <param name="publicUrl">The address at which people reach the service, for links; null: there are none.</param>
    public static News Of(Notification notification, Uri? publicUrl = null)
    {
        if (DigestNews.IsDigest(notification)) return DigestNews.Of(notification);
        if (notification.Thing == NotificationIds.Test) return Test;
        var message = MessageFields.Read(notification);
        var phrase = Phrases.Of(message);
        var sentence = Phrases.Prefix(phrase.Tense) + phrase.Of(Freight(message));
        return new News(Graphemes.CutUnits(sentence, LongestTitle), [.. Sentences(sentence, phrase)], [.. Details.Of(message)])
        {
            Urgency = Urgencies.Of(message, phrase),
            Links = [.. NewsLinks.Of(publicUrl, notification.Key, message["eventId"])],
        };
    }

    /// <summary>Number and name, such as <c>FLEX-460723 (Spring &amp; summer)</c>.</summary>
    private static string Freight(MessageFields message) => message.Name is { } name ? $"{message.About} ({MessageFields.Cut(name)})" : message.About;

    private static IEnumerable<string> Sentences(string sentence, Phrase phrase)
    {
        yield return phrase.Stake is { } stake ? $"{sentence}; {stake}." : $"{sentence}.";
        if (phrase.Note is { } note) yield return note;
    }
}
