using System.Globalization;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Storage.Tests;

/// <summary>Invented freight: entries whose every column differs from its neighbours', so that a mixed-up column is seen.</summary>
public static class Freight
{
    /// <summary>Noon of the day on which all of this happens.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What a dispatcher of the tests can send over.</summary>
    public static readonly string[] Channels = ["log"];

    public static EntityKey Shipment(string id, string source = "default") => new(source, EntityKind.Shipment, id);

    /// <summary>Events <paramref name="first"/> to <paramref name="last"/> of an entity.</summary>
    /// <param name="writer">Who writes it: the same versions of two writers are different events.</param>
    public static EntityRun Run(EntityKey key, long first, long last, string writer = "evt") =>
        new(key, [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Entry(key, first + i, $"{writer}-{first + i}"))]);

    public static EntityRun Run(params JournalEntry[] entries) => new(entries[0].Key, entries);

    public static JournalEntry Entry(EntityKey key, long version, string eventId, string? body = null, params Announcement[] announcements) => new(
        key,
        version,
        new EventId(eventId),
        "shipment.milestone",
        Noon.AddHours(-version),
        Noon.AddMinutes(version),
        Noon.AddSeconds(version).AddMicroseconds(7),
        Fingerprint: (version * 1_000_003) - 5,
        Outcome: version % 2 == 0 ? "noted" : "applied",
        Secret: "first",
        Facts: Utf8($"facts of {eventId}"),
        Body: Utf8(body ?? $$"""{"id":"{{eventId}}","type":"shipment.milestone"}"""),
        () => Head(key, version),
        announcements,
        []);

    /// <summary>An event that owes relays to other entities.</summary>
    public static JournalEntry Owing(EntityKey key, long version, params Relay[] relays) => Entry(key, version, $"evt-{version}") with { Relays = relays };

    public static Head Head(EntityKey key, long version) =>
        new("departed", null, null, null, [], $"{key.Id} harbour line", Noon.AddSeconds(version), Utf8($$"""{"id":"{{key.Id}}","version":{{version.ToString(CultureInfo.InvariantCulture)}}}"""));

    public static Announcement Owed(string thing = "milestone:departed", int revision = 0) =>
        new(thing, revision, Noon.AddHours(-3), Utf8($$"""{"thing":"{{thing}}"}"""));

    public static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);

    /// <summary>One run, or several in the order of their keys, as the group commit sends them.</summary>
    public static Task<IReadOnlyCollection<EntityKey>> Append(this JournalWithLists journal, params EntityRun[] runs) =>
        journal.Append([.. runs.OrderBy(run => run.Key)], TestContext.Current.CancellationToken);

    public static async Task<EntityHistory> Load(this JournalWithLists journal, EntityKey key) =>
        (await journal.Load([key], TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

    public static async Task<List<StoredEvent>> Tail(this JournalWithLists journal, EntityKey key, long after = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in journal.ReadTail(key, after, TestContext.Current.CancellationToken)) events.Add(stored);
        return events;
    }

    public static async Task<IEnumerable<string>> EventIds(this JournalWithLists journal, EntityKey key) =>
        (await journal.Tail(key)).Select(stored => stored.EventId.Value);
}
