using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>Who is to be asked about an announcement, by the first word of its thing: of ten thousand subscriptions most are about something else.</summary>
internal sealed class Hearers
{
    private readonly Dictionary<string, List<Subscriber>> byClass = new(StringComparer.Ordinal);
    private readonly List<Subscriber> ofAll = [];

    public Hearers(IReadOnlyList<Subscriber> subscribers)
    {
        foreach (var subscriber in subscribers)
        {
            if (subscriber.Topics.Contains(Topics.All)) ofAll.Add(subscriber);
            else
                foreach (var one in subscriber.Topics.Select(Class).Distinct(StringComparer.Ordinal)) Of(one).Add(subscriber);
        }
    }

    /// <summary>Those whose topics cover the thing in this source, in no order.</summary>
    public IEnumerable<Subscriber> Covering(string source, string thing)
    {
        foreach (var subscriber in ofAll)
        {
            if (subscriber.Source is null || subscriber.Source == source) yield return subscriber;
        }

        if (!byClass.TryGetValue(Class(thing), out var some)) yield break;
        foreach (var subscriber in some)
        {
            if (Matching.Covers(subscriber, source, thing)) yield return subscriber;
        }
    }

    private static string Class(string thing) => thing.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? thing[..colon] : thing;

    private List<Subscriber> Of(string one) => byClass.TryGetValue(one, out var some) ? some : byClass[one] = [];
}
