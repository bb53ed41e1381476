using System.Text.Json.Nodes;

namespace Simulator.Worlds.Model;

/// <summary>A booking, document or container apart from any shipment: what events said of it that name no shipment, and which shipments name it.</summary>
/// <param name="kind"><c>booking</c>, <c>document</c> or <c>container</c>.</param>
internal sealed class Held(string kind, string id)
{
    private readonly List<Action<ToldShipment>> told = [];
    private readonly SortedDictionary<string, ToldShipment> shipments = new(StringComparer.Ordinal);

    // What is held is kept the way a shipment keeps it.
    private readonly ToldShipment own = new("");

    public string Path => $"{kind}s/{id}";

    /// <summary>Ids of those that name it, ordered.</summary>
    public IReadOnlyCollection<string> Shipments => shipments.Keys;

    /// <summary>An event that names no shipment: every shipment that names this one hears of it, sooner or later.</summary>
    public void Tell(Action<ToldShipment> what)
    {
        told.Add(what);
        what(own);
        foreach (var shipment in shipments.Values) what(shipment);
    }

    /// <summary>A shipment names it.</summary>
    public void Name(ToldShipment shipment)
    {
        if (!shipments.TryAdd(shipment.Id, shipment)) return;
        foreach (var what in told) what(shipment);
    }

    /// <param name="events">Its own.</param>
    public ExpectedEntity Expected(IReadOnlyList<ExpectedEvent> events)
    {
        // That a shipment names it is an entry of its own, once for each, even where nothing else was ever said of it.
        List<ExpectedEvent> history = [.. events, .. shipments.Keys.Select(shipment => new ExpectedEvent($"link:{shipment}", "relay:link", null, null))];
        var state = new JsonObject
        {
            ["id"] = id,
            ["kind"] = kind,
            ["version"] = history.Count,
            ["shipments"] = Answer.Texts(shipments.Keys),
            ["booking"] = own.Bookings.TryGetValue(id, out var booking) ? booking.ToJson(id) : null,
            ["document"] = own.Documents.TryGetValue(id, out var document) ? document.ToJson(id) : null,
            ["container"] = own.Containers.TryGetValue(id, out var container) ? container.ToJson(null, []) : null,
        };
        return new ExpectedEntity(Path, state) { Events = history };
    }
}
