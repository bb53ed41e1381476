using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;

namespace Simulator.Worlds.Stories;

/// <summary>Something that Flexport will say at a certain time.</summary>
/// <param name="IsFirst">Without it the entity would not exist: never left out.</param>
/// <param name="IsSpare">The first to be left out where fewer events are wanted.</param>
/// <param name="IsAlone">Never recorded at the same instant as another one: where ids of both dialects would have to decide.</param>
/// <param name="Speak">Changes the account's objects, sends one event, and tells the model.</param>
internal sealed record Saying(DateTimeOffset RecordedAt, DateTimeOffset OccurredAt, bool IsFirst, bool IsSpare, bool IsAlone, Action<Moment> Speak);

/// <summary>The moment at which something is said: one event goes out.</summary>
/// <param name="RecordedAt">Whole milliseconds, UTC. Only events of one story bear the same.</param>
/// <param name="IsOneOfSeveral">Others bear the same instant: the greatest id has the last word.</param>
/// <param name="IsFollowed">One of these is told after this one.</param>
/// <param name="EventsBefore">How many events the account has sent before those of <paramref name="Events"/>.</param>
internal sealed record Moment(
    DateTimeOffset RecordedAt, DateTimeOffset OccurredAt, Account Account, List<WorldEvent> Events, bool IsOneOfSeveral = false, bool IsFollowed = false, int EventsBefore = 0)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Flexport's numbers grow with the time of recording.</summary>
    private const long FirstEvent = 1_800_000;

    // What is recorded at one instant has ids that are ordered as numbers, and otherwise as text: 900,017 < 1,800,018.
    private const long FirstOfShort = 900_000;
    private const int MostShort = 100_000;

    private int Number => EventsBefore + Events.Count;

    /// <summary>By which event it is said, once it is sent.</summary>
    public Stamp Said { get; private set; }

    /// <summary>Dialect B.</summary>
    public void Send(string type, string path, JsonObject data)
    {
        var id = (IsFollowed && Number < MostShort ? FirstOfShort : FirstEvent) + Number;
        var body = new JsonObject
        {
            ["_object"] = "/event",
            ["id"] = id,
            ["version"] = 2,
            ["type"] = type,
            ["created_at"] = Text.Utc(RecordedAt),
            ["occurred_at"] = Text.Utc(OccurredAt),
            ["data"] = data,
        };
        Add(Text.Number(id), type, path, OccurredAt, JsonSerializer.SerializeToUtf8Bytes(body, Json));
    }

    /// <summary>Dialect A.</summary>
    /// <param name="hasId">False: the id is the SHA-256 of the body.</param>
    public void SendNamed(string type, string path, JsonObject data, bool hasId)
    {
        var body = new JsonObject();
        var id = "evt_" + Text.Number(FirstEvent + Number);
        hasId |= IsOneOfSeveral; // else a hash would decide
        if (hasId) body["id"] = id;
        body["type"] = type;
        // Where it is recorded as it happens, the data's time is enough.
        if (RecordedAt != OccurredAt) body["created_at"] = Text.Utc(RecordedAt);
        body["data"] = data;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json);
        Add(hasId ? id : Convert.ToHexStringLower(SHA256.HashData(bytes)), type, path, data.ContainsKey("occurred_at") ? OccurredAt : null, bytes);
    }

    /// <param name="occurredAt">Null where the body does not say it.</param>
    private void Add(string id, string type, string path, DateTimeOffset? occurredAt, byte[] body)
    {
        Said = new Stamp(RecordedAt, Events.Count, id);
        Events.Add(new WorldEvent(id, type, path, RecordedAt.ToUniversalTime(), OccurredAt.ToUniversalTime(), body));
        Account.Hear(path, new ExpectedEvent(id, type, RecordedAt, occurredAt));
    }
}
