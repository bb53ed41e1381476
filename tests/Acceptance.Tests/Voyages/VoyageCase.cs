using System.Globalization;
using System.Text.RegularExpressions;

namespace Acceptance.Tests.Voyages;

/// <summary>A rule of the contract, seen from outside: what is delivered, and what the queries answer then.</summary>
/// <param name="Name">The rule. Words only: it is the name of the test.</param>
/// <param name="Turns">Deliveries and what is to be seen after them, one turn after the other.</param>
/// <param name="Watched">After each turn's deliveries the clock comes, as it does at the start of the service, and dates are relative to now.</param>
public sealed record VoyageCase(string Name, IReadOnlyList<Turn> Turns, bool Watched)
{
    /// <summary>A case of one turn.</summary>
    public static VoyageCase Of(string name, Telling[] told, params Shown[] shown) => new(name, [new(told, shown)], Watched: false);

    /// <summary>A case of several turns.</summary>
    public static VoyageCase Step(string name, params Turn[] turns) => new(name, turns, Watched: false);

    /// <summary>A case that the clock comes to after each turn's deliveries.</summary>
    public static VoyageCase Watch(string name, params Turn[] turns) => new(name, turns, Watched: true);

    /// <summary>It held on commit 7217142 too, and is here so that the list of rules is whole.</summary>
    public bool HeldBefore { get; init; }

    public override string ToString() => Name;
}

/// <summary>Some deliveries, and what is to be seen after them.</summary>
public sealed record Turn(Telling[] Told, Shown[] Shown);

/// <summary>
/// One delivery, or one request of a person. In all texts <c>{id}</c> is a number of the case's own, <c>{other}</c> and <c>{third}</c> the two after it,
/// <c>{day-3}</c> the day three days ago, <c>{noon-3}</c> noon UTC of that day, <c>{time-3}</c> three times 24 hours ago, <c>{second+3}</c> in three seconds.
/// </summary>
/// <param name="Type">
/// A type of dialect B (it begins with a slash) or A; empty where <paramref name="Data"/> is the whole body; <c>POST</c> or <c>PUT</c> and a path below
/// <c>/api</c>, and <paramref name="Data"/> is what is sent there.
/// </param>
/// <param name="Occurred">As text; null: when it was recorded.</param>
/// <param name="Recorded">As text; null: a day after the delivery before, of a watched case a minute.</param>
/// <param name="Outcome">What the service is to answer, such as <c>conflict</c>; null: any, with status 200.</param>
public sealed record Telling(string Type, string Data, string? Occurred = null, string? Recorded = null, string? Outcome = null);

/// <summary>A value that is to be seen.</summary>
/// <param name="Of">The path below <c>/api</c>, such as <c>shipments/{id}</c>; <c>messages?shipment={id}</c> are the bodies of the notifications of that list.</param>
/// <param name="Path">Where in the answer, as <see cref="Answer"/> reads it.</param>
/// <param name="Value">Null for a null. An instant in <c>Z</c> is compared as an instant, one with an offset also by its offset.</param>
/// <param name="Later">It comes by itself soon after the answer to the delivery.</param>
public sealed record Shown(string Of, string Path, string? Value, bool Later = false)
{
    /// <summary>A value of the case's shipment.</summary>
    public static Shown Shipment(string path, string? value) => new("shipments/{id}", path, value);

    /// <summary>Which announcements of the case's shipment begin with these words: thing and revision, in the order of time.</summary>
    public static Shown Announced(string things, string told) => new("announcements?shipment={id}", $"items[thing={things}*].thing+revision", told);
}

/// <summary>Puts a case's own numbers and days into its texts.</summary>
internal sealed partial class Names(long id, DateTimeOffset now)
{
    /// <summary>The last moment that a text has named by <c>{second+3}</c>.</summary>
    public DateTimeOffset Latest { get; private set; }

    public string In(string text) => Word().Replace(text, found => found.Groups["name"].Value switch
    {
        "id" => Number(0),
        "other" => Number(1),
        "third" => Number(2),
        "day" => At(found).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "noon" => At(found).ToString("yyyy-MM-dd'T12:00:00Z'", CultureInfo.InvariantCulture),
        "second" => (Latest = DateTimeOffset.UtcNow.AddSeconds(int.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture)))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        // Never noon or midnight, which would mean the day.
        _ => At(found).ToString("yyyy-MM-dd'T'HH:mm':07Z'", CultureInfo.InvariantCulture),
    });

    private string Number(int more) => (id + more).ToString(CultureInfo.InvariantCulture);

    private DateTimeOffset At(Match found) => now.AddDays(int.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{(?<name>id|other|third|(day|noon|time|second)(?=[+-]))(?<count>[+-]\d+)?\}")]
    private static partial Regex Word();
}
