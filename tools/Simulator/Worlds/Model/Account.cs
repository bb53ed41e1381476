namespace Simulator.Worlds.Model;

/// <summary>Everything that has been told of the account.</summary>
internal sealed class Account
{
    private readonly Dictionary<string, ToldShipment> shipments = [];
    private readonly Dictionary<string, ToldInvoice> invoices = [];
    private readonly Dictionary<string, ToldOrder> orders = [];
    private readonly Dictionary<(string Kind, string Id), Held> held = [];
    private readonly Dictionary<string, List<ExpectedEvent>> histories = [];

    public ToldShipment Shipment(string id) => shipments.TryGetValue(id, out var known) ? known : shipments[id] = new ToldShipment(id);

    public ToldInvoice Invoice(string id) => invoices.TryGetValue(id, out var known) ? known : invoices[id] = new ToldInvoice(id);

    public ToldOrder Order(string id) => orders.TryGetValue(id, out var known) ? known : orders[id] = new ToldOrder(id);

    /// <param name="kind"><c>booking</c>, <c>document</c> or <c>container</c>.</param>
    public Held Held(string kind, string id) => held.TryGetValue((kind, id), out var known) ? known : held[(kind, id)] = new Held(kind, id);

    /// <summary>An event goes to the entity at a path, and to no other by itself.</summary>
    public void Hear(string path, ExpectedEvent one)
    {
        if (!histories.TryGetValue(path, out var history)) histories[path] = history = [];
        history.Add(one);
    }

    public IEnumerable<ExpectedEntity> Expected()
    {
        var invoicesOf = invoices.Values.SelectMany(invoice => invoice.Shipments, (invoice, shipment) => (invoice, shipment)).ToLookup(pair => pair.shipment, pair => pair.invoice);
        var heldOf = held.Values.SelectMany(one => one.Shipments, (one, shipment) => (one, shipment)).ToLookup(pair => pair.shipment, pair => pair.one);
        foreach (var shipment in shipments.Values)
        {
            // What belongs to it passes on all that was said of it, under the original ids.
            List<ExpectedEvent> history =
            [
                .. History($"shipments/{shipment.Id}"),
                .. invoicesOf[shipment.Id].SelectMany(invoice => History($"invoices/{invoice.Id}")),
                .. heldOf[shipment.Id].SelectMany(one => History(one.Path)),
            ];
            yield return Whole(shipment.Expected(invoicesOf[shipment.Id]), history);
        }

        foreach (var invoice in invoices.Values) yield return Whole(invoice.Expected(), History($"invoices/{invoice.Id}"));
        foreach (var order in orders.Values) yield return Whole(order.Expected(), History($"purchase-orders/{order.Id}"));
        foreach (var one in held.Values) yield return one.Expected(History(one.Path));
    }

    private List<ExpectedEvent> History(string path) => histories.TryGetValue(path, out var history) ? history : [];

    private static ExpectedEntity Whole(ExpectedEntity entity, List<ExpectedEvent> history)
    {
        entity.State["version"] = history.Count;
        return entity with { Events = history };
    }
}
