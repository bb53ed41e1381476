using System.Text.Json.Nodes;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

/// <summary>A shipment that speaks dialect B.</summary>
internal sealed partial class ShipmentStory : Story
{
    private readonly ShipmentObject shipment;
    private readonly IReadOnlyList<Stage> stages;
    private readonly List<LegObject> replaced = [];
    private readonly List<ContainerObject> containers = [];
    private readonly Dictionary<(long Box, long Leg), (long Id, JsonObject Dates)> containerLegs = [];
    private readonly List<BookingObject> bookings = [];
    private readonly List<DocumentObject> documents = [];
    private readonly List<EntryObject> entries = [];
    private readonly DateTimeOffset made;
    private readonly int turn;
    private readonly Commons commons;

    /// <param name="turn">Counts the shipments: what is rare goes round by it, so that a large world has all of it.</param>
    public ShipmentStory(Chance chance, Ids ids, DateTimeOffset made, int turn, Commons commons, IReadOnlyList<string> orderNumbers)
        : base(chance, ids)
    {
        (this.made, this.turn, this.commons) = (made, turn, commons);
        var kind = chance.Number(1, 100) switch { <= 50 => "fcl", <= 70 => "lcl", <= 88 => "air", _ => "truck_intl" };
        var (seller, buyer) = (chance.One(Companies.Sellers), chance.One(Companies.Buyers));
        var readyDay = DateOnly.FromDateTime(made.UtcDateTime).AddDays(chance.Number(4, 12));
        shipment = new ShipmentObject
        {
            Id = ids.Shipment(),
            Name = $"{buyer.Name}: {chance.One(["lamps", "bowls", "blankets", "Stühle", "wheels", "tents"])} #{turn + 1}",
            Mode = kind is "fcl" or "lcl" ? "ocean" : kind,
            FreightType = chance.One(["door_to_door", "port_to_door", "port_to_port"]),
            Incoterm = chance.One(["FOB", "EXW", "FCA", "DDP"]),
            Priority = chance.Is(0.1) ? "high" : "standard",
            CreatedDate = chance.Is(0.9) ? made : null,
            UpdatedAt = made,
            CargoReadyDate = readyDay,
            Shippers = [seller],
            Consignees = [buyer],
            Buyers = chance.Is(0.6) ? [buyer] : [],
            Sellers = chance.Is(0.6) ? [seller] : [],
            Importers = chance.Is(0.3) ? [buyer, chance.One(Companies.Buyers)] : [],
            OrderNumbers = orderNumbers,
            Metadata = chance.Is(0.3) ? new Dictionary<string, string[]> { ["cost_centre"] = [$"{chance.Number(100, 999)}"], ["season"] = ["AW", "SS"] } : new Dictionary<string, string[]>(),
        };
        // Small loads of several shipments go in one container, as long as its vessel has not left.
        SharedBox? shared = null;
        if (kind == "lcl") commons.Box.TryTake(left => left.Voyage[0].Departs > made.AddDays(8), out shared);
        stages = Route.Plan(kind, shipment.Id, readyDay.AddDays(chance.Number(0, 3)), chance, ids, TimeAt, shared?.Voyage);
        if (shared is not null) containers.Add(shared.Box);
        else if (kind is "fcl" or "lcl") AddContainers(kind == "fcl" ? chance.Number(1, 3) : 1);
        if (kind == "lcl" && shared is null) commons.Box.Leave(new SharedBox(containers[0], [.. MainStages.Select(stage => stage with { Leg = stage.Leg.Copy() })]));

        Record(made.AddMinutes(1), made, m =>
        {
            TellShipment(m, Spelled("/shipment", "created"));
            Told(m).Created ??= m.OccurredAt;
        }, first: true);
        Begin(kind);
        foreach (var stage in stages) Travel(stage);
        foreach (var container in containers) Box(container);
        if (Chance.Is(0.12)) Replan();
        Correct();
        PassCustoms();
        Disturb();
        if (turn % 10 == 7) SpeakBoth();
        End();
    }

    public long Id => shipment.Id;

    /// <summary>When the last thing really happens.</summary>
    public DateTimeOffset Finish => stages[^1].Arrives;

    public IEnumerable<WorldObject> Objects() =>
    [
        new(Path, shipment.ToJson()),
        .. stages.Select(stage => stage.Leg).Concat(replaced).Select(leg => new WorldObject($"shipment_legs/{leg.Id}", leg.ToJson())),
        .. containers.Select(container => new WorldObject($"ocean/shipment_containers/{container.Id}", container.ToJson())),
        .. containerLegs.Select(one => new WorldObject($"ocean/shipment_container_legs/{one.Value.Id}", ContainerLeg(one.Value.Id, one.Key.Box, one.Key.Leg, one.Value.Dates))),
        .. bookings.GroupBy(booking => booking.Id).Select(said => new WorldObject($"bookings/{said.Key}", said.Last().ToJson())),
        .. documents.GroupBy(document => document.Id).Select(said => new WorldObject($"documents/{said.Key}", said.Last().ToJson())),
        .. entries.GroupBy(entry => entry.Id).Select(said => new WorldObject($"customs_entries/{said.Key}", said.Last().ToJson())),
    ];

    public override void AddSpare()
    {
        var at = made.AddHours(2 + (Chance.Number(0, 1000) / 1000.0 * (Finish - made).TotalHours));
        var stage = Chance.One(stages);
        if (Chance.Is(0.08)) Record(at, at, m => TellShipment(m, "/shipment#updated_route"), spare: true);
        else if (Chance.Is(0.06)) Record(at, at, m => TellShipment(m, Chance.One(Types.Unknown)), spare: true);
        else Estimate(stage, at);
    }

    private string Path => $"shipments/{shipment.Id}";

    private ToldShipment Told(Moment m) => m.Account.Shipment(Bodies.Text.Number(shipment.Id));

    /// <summary>Both spellings of a path are real.</summary>
    private string Spelled(string path, string name) =>
        (Chance.Is(0.15) ? path switch { "/shipment" => "/shipments", "/shipment_leg" => "/ocean/shipment_leg", "/shipment_container_leg" => "/ocean/shipment_container_leg", _ => path } : path) + "#" + name;

    /// <summary>Something in the shipment itself changes, a second before Flexport says so.</summary>
    private void Change(Moment m, Action change)
    {
        change();
        shipment.UpdatedAt = m.RecordedAt.AddMilliseconds(-1_132);
    }

    private void TellShipment(Moment m, string type, JsonObject? location = null, JsonObject? exception = null) => Tell(m, type, shipment.ToJson(), location, exception, []);

    private ToldLeg TellLeg(Moment m, string type, LegObject leg, JsonObject? location)
    {
        Tell(m, type, leg.ToJson(), location);
        return Told(m).Tell(leg, m.Said);
    }

    private void Tell(Moment m, string type, JsonObject resource, JsonObject? location, params IEnumerable<ContainerObject> boxes) =>
        Tell(m, type, resource, location, null, boxes);

    private void Tell(Moment m, string type, JsonObject resource, JsonObject? location, JsonObject? exception, IEnumerable<ContainerObject> boxes)
    {
        var data = new JsonObject
        {
            ["_object"] = "/shipment_event_data",
            ["resource"] = resource,
            ["shipment"] = shipment.ToJson(),
            ["location"] = location,
            ["containers"] = new JsonArray([.. boxes.Select(box => (JsonNode)box.ToJson())]),
        };
        if (exception is not null) data["exception"] = exception;
        // New attributes are a compatible change.
        if (m.Events.Count % 61 == 0) data["carbon_estimate"] = new JsonObject { ["value"] = 812, ["unit"] = "kg" };
        m.Send(type, Path, data);
        var told = Told(m);
        told.Tell(shipment, m.Said);
        foreach (var box in boxes) TellBox(m, box);
        if (shipment.Booking is not { } booking) return;
        var id = Bodies.Text.Number(booking);
        _ = told.Booking(id);
        m.Account.Held("booking", id).Name(told);
    }

    /// <summary>Both its number and Flexport's id name it.</summary>
    private ToldContainer TellBox(Moment m, ContainerObject box)
    {
        var told = Told(m);
        m.Account.Held("container", box.Number).Name(told);
        m.Account.Held("container", Bodies.Text.Number(box.Id)).Name(told);
        return told.Tell(box);
    }
}
