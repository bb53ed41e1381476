using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Model;

internal sealed partial class ToldShipment
{
    /// <param name="invoices">Those that name this shipment, by id.</param>
    public ExpectedEntity Expected(IEnumerable<ToldInvoice> invoices)
    {
        var voyage = Voyage();
        var reached = ToldMilestone.InOrder(Milestones());
        var position = Position(voyage, reached);
        var last = reached.LastOrDefault(one => !one.IsOfContainer);
        // A release by customs is at no place: the cargo stays where it is.
        var seen = reached.LastOrDefault(one => !one.IsOfContainer && one.Name != "customs_cleared" && (one.Where is not null || !one.IsPlaceKnown));

        var state = new JsonObject
        {
            ["id"] = id,
            ["reportedStatus"] = shipment?.Status,
            ["name"] = shipment?.Name,
            ["transportationMode"] = shipment?.Mode,
            ["incoterm"] = shipment?.Incoterm,
            ["priority"] = shipment?.Priority,
            ["freightType"] = shipment?.FreightType,
            ["lastMilestone"] = last?.Name,
            ["lastMilestoneAt"] = Answer.Time(last?.At),
            ["milestones"] = new JsonArray([.. reached.Select(one => (JsonNode)one.ToJson()), .. position.Inferred.Select(Implied)]),
            ["legs"] = new JsonArray([.. voyage.InOrder.Select(leg => (JsonNode)leg.ToJson(voyage.Main.Contains(leg)))]),
            ["containers"] = new JsonArray([.. Containers.Values.Select(container => (JsonNode)container.ToJson(voyage.End, LivingLegs()))]),
            ["bookings"] = new JsonArray([.. Bookings.Select(booking => (JsonNode)booking.Value.ToJson(booking.Key))]),
            ["documents"] = new JsonArray([.. Documents.Select(document => (JsonNode)document.Value.ToJson(document.Key))]),
            ["invoices"] = new JsonArray([.. invoices.OrderBy(invoice => invoice.Id, StringComparer.Ordinal).Select(invoice => (JsonNode)invoice.ToShort())]),
            ["customs"] = Customs.ToJson(position.Departed, position.Delivered, position.Inferred.Contains("departed")),
            ["disruptions"] = new JsonArray([.. disruptions.Select(one => (JsonNode)Disruption(one.Key, one.Value, reached))]),
            ["estimatedDelivery"] = Answer.Time(shipment?.EstimatedDelivery),
            ["cargoReadyDate"] = Text.Day(shipment?.CargoReadyDate),
            ["createdAt"] = Answer.Time(Created),
            ["archivedAt"] = Answer.Time(shipment?.ArchivedAt),
            ["pickup"] = Answer.Planned(shipment?.EstimatedPickup, shipment?.ActualPickup),
            ["references"] = References(),
            ["parties"] = Parties(),
            ["metadata"] = new JsonObject((shipment?.Metadata ?? new Dictionary<string, string[]>()).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Answer.Texts(pair.Value)))),
            ["returnedToShipperAt"] = Answer.Time(ReturnedToShipper),
        };
        // Whether the place of a release counts where no other place is known, the contract leaves open.
        if (seen is { IsPlaceKnown: true } || (seen is null && Customs.Released?.Where is null)) state["currentLocation"] = Answer.Location(seen?.Where);
        foreach (var (field, value) in Progress(voyage, reached).ToList()) state[field] = value?.DeepClone();
        return new ExpectedEntity($"shipments/{id}", state);
    }

    /// <summary>A milestone that nobody has dated.</summary>
    private static JsonNode Implied(string name) => new JsonObject { ["milestone"] = name, ["occurredAt"] = null, ["inferred"] = true };

    private JsonObject Disruption(string type, ToldDisruption disruption, IReadOnlyList<ToldMilestone> reached)
    {
        var since = disruption.Since;
        var told = new JsonObject { ["type"] = type, ["meaning"] = Answer.SomeText, ["since"] = Answer.Time(since) };
        var ended = disruption.Resolved >= since || reached.Any(one => one.Moves && one.At >= since)
            || legs.Values.Where(leg => !leg.IsDeleted).SelectMany(leg => leg.LastWay).Any(at => at >= since)
            || Containers.Values.Any(one => one.Container?.ActualDelivery >= since);
        // A container's own dates of its voyage: whether they count is not said, so nothing is expected where only they would.
        var mayHaveEnded = Containers.Values.Any(one => one.Container is { } box && (box.ActualDeparture >= since || box.ActualArrival >= since));
        if (ended || !mayHaveEnded) told["open"] = !ended;
        return told;
    }

    private JsonObject References()
    {
        var (ocean, air) = (shipment?.Mode == "ocean", shipment?.Mode == "air");
        return new JsonObject
        {
            ["houseBill"] = ocean ? shipment?.HouseBill : null,
            ["masterBill"] = ocean ? shipment?.MasterBill : null,
            ["carrierBooking"] = ocean ? shipment?.CarrierBooking : null,
            ["houseAirWaybill"] = air ? shipment?.HouseBill : null,
            ["masterAirWaybill"] = air ? shipment?.MasterBill : null,
            ["purchaseOrders"] = Answer.Texts((shipment?.OrderNumbers ?? []).Distinct().Order(StringComparer.Ordinal)),
        };
    }

    private JsonArray Parties()
    {
        if (shipment is null) return [];
        return new JsonArray(
        [
            .. Of("shipper", shipment.Shippers), .. Of("consignee", shipment.Consignees), .. Of("buyer", shipment.Buyers),
            .. Of("seller", shipment.Sellers), .. Of("importer_of_record", shipment.Importers),
        ]);

        static IEnumerable<JsonNode> Of(string role, IEnumerable<Company> companies) =>
            companies.Select(company => new JsonObject { ["role"] = role, ["id"] = Text.Number(company.Id), ["name"] = company.Name, ["ref"] = company.Ref });
    }
}
