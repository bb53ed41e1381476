using System.Text.Json;
using Orleans.Runtime;

namespace Benchmarks.PlainOrleans;

/// <summary>A shipment, an order or an invoice.</summary>
[Alias("plain.IEntityGrain")]
public interface IEntityGrain : IGrainWithStringKey
{
    /// <returns>Whether the event is a new one.</returns>
    [Alias("Receive")]
    Task<bool> Receive(string eventId, string type, byte[] body);
}

/// <summary>What is kept of it.</summary>
public sealed class EntityState
{
    /// <summary>The ids of all events so far: what comes again is known by them.</summary>
    public HashSet<string> Seen { get; set; } = [];

    /// <summary>How many there are.</summary>
    public long Count { get; set; }

    /// <summary>The last data of each type.</summary>
    public Dictionary<string, JsonElement> Last { get; set; } = [];
}

/// <summary>Writes its state with every event, before it answers.</summary>
internal sealed class EntityGrain([PersistentState("entity", EntityGrain.Storage)] IPersistentState<EntityState> state) : Grain, IEntityGrain
{
    public const string Storage = "plain";

    public async Task<bool> Receive(string eventId, string type, byte[] body)
    {
        if (!state.State.Seen.Add(eventId)) return false;
        state.State.Count++;
        if (Data(body) is { } data) state.State.Last[WhatIsTold(type)] = data;
        await state.WriteStateAsync();
        return true;
    }

    // Full objects repeat what is known: the last one stands, whatever it came with.
    private static string WhatIsTold(string type) => type.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 ? type[..hash] : type;

    private static JsonElement? Data(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("data", out var data) ? data.Clone() : null;
    }
}
