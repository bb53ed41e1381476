namespace Simulator.Worlds.Model;

/// <summary>Everything that has been told of the account.</summary>
internal sealed class Account
{
    private readonly Dictionary<string, ToldShipment> shipments = [];
    private readonly Dictionary<string, ToldInvoice> invoices = [];
    private readonly Dictionary<string, ToldOrder> orders = [];
    private readonly Dictionary<(string Kind, string Id), Held> held = [];

    public ToldShipment Shipment(string id) => shipments.TryGetValue(id, out var known) ? known : shipments[id] = new ToldShipment(id);

    public ToldInvoice Invoice(string id) => invoices.TryGetValue(id, out var known) ? known : invoices[id] = new ToldInvoice(id);

    public ToldOrder Order(string id) => orders.TryGetValue(id, out var known) ? known : orders[id] = new ToldOrder(id);

    /// <param name="kind"><c>booking</c>, <c>document</c> or <c>container</c>.</param>
    public Held Held(string kind, string id) => held.TryGetValue((kind, id), out var known) ? known : held[(kind, id)] = new Held(kind, id);

    public IEnumerable<ExpectedEntity> Expected()
    {
        var byShipment = invoices.Values.SelectMany(invoice => invoice.Shipments, (invoice, shipment) => (invoice, shipment)).ToLookup(pair => pair.shipment, pair => pair.invoice);
        foreach (var shipment in shipments.Values) yield return shipment.Expected(byShipment[shipment.Id]);
        foreach (var invoice in invoices.Values) yield return invoice.Expected();
        foreach (var order in orders.Values) yield return order.Expected();
        foreach (var one in held.Values)
        {
            if (one.Expected() is { } expected) yield return expected;
        }
    }
}
