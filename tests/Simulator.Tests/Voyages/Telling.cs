using System.Text.Json.Nodes;
using Simulator.Worlds;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Tests.Voyages;

/// <summary>Tells the model of one shipment, each thing a minute after the one before. Days are counted from the first of March 2026, at noon.</summary>
internal sealed class Telling
{
    private static readonly Place Somewhere = Places.LoadingPorts[0];
    private readonly ToldShipment told = new("460723");
    private readonly ShipmentObject shipment;
    private int minutes;

    /// <summary>A shipment of this mode; null: nothing is told of the shipment itself.</summary>
    public Telling(string? mode)
    {
        shipment = new ShipmentObject { Id = 460723, Name = "Lamps", Mode = mode ?? "", FreightType = "door_to_door", Incoterm = "FOB" };
        if (mode is not null) Shipment();
    }

    public string? Status => (string?)told.Progress()["status"];

    public string? Phase => (string?)told.Progress()["phase"];

    public bool Archived => (bool)told.Progress()["archived"]!;

    public string Inferred => string.Join(' ', told.Progress()["inferred"]!.AsArray());

    /// <summary>All that is known, once it is over.</summary>
    public JsonObject Whole => told.Expected([]).State;

    /// <summary>The day; null where none is known.</summary>
    public double? Departed => DayOf(told.Progress()["actuals"]!["departure"]);

    public double? Arrived => DayOf(told.Progress()["actuals"]!["arrival"]);

    public double? Etd => DayOf(told.Progress()["estimates"]!["departure"]);

    public double? Eta => DayOf(told.Progress()["estimates"]!["arrival"]);

    public static DateTimeOffset Day(double day) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day);

    /// <summary>The shipment changes, and is told a second later.</summary>
    public Telling Shipment(Action<ShipmentObject>? change = null)
    {
        change?.Invoke(shipment);
        var said = Next();
        shipment.UpdatedAt = said.RecordedAt.AddSeconds(-1);
        told.Tell(shipment, said);
        return this;
    }

    /// <summary>The shipment is told as it had been before all else: an object that lags.</summary>
    public Telling Lagging(Action<ShipmentObject>? change = null)
    {
        var old = new ShipmentObject { Id = shipment.Id, Name = shipment.Name, Mode = shipment.Mode, FreightType = "door_to_door", Incoterm = "FOB", UpdatedAt = Day(-400) };
        change?.Invoke(old);
        told.Tell(old, Next());
        return this;
    }

    /// <summary>The shipment is told once more with the stamp that it had.</summary>
    public Telling Again(Action<ShipmentObject> change)
    {
        var copy = shipment.Copy();
        change(copy);
        told.Tell(copy, Next());
        return this;
    }

    public Telling Reported(string status) => Shipment(one => one.Status = status);

    /// <param name="from">Tags with <c>+</c> between them; empty for none.</param>
    public Telling Leg(
        long id, string mode, string from, string to, double? etd = null, double? departed = null, double? eta = null, double? arrived = null, bool deleted = false, bool onTruck = false, bool outForDelivery = false)
    {
        var leg = told.Tell(new LegObject
        {
            Id = id, Shipment = 460723, Mode = mode, Carrier = "Plover Haulage", From = Somewhere, To = Somewhere, FromTags = Tags(from), ToTags = Tags(to),
            EstimatedDeparture = Day(etd), ActualDeparture = Day(departed), EstimatedArrival = Day(eta), ActualArrival = Day(arrived), DeletedAt = deleted ? Day(0) : null,
        }, Next());
        if (onTruck) leg.LoadedOnTruck = Day(30);
        if (outForDelivery) leg.OutForDelivery = Day(31);
        return this;
    }

    /// <summary>A milestone of the shipment itself.</summary>
    public Telling Reach(string milestone, double day, Place? where = null)
    {
        told.IsTold = true;
        if (milestone == "customs_cleared") told.Customs.Released = new Seen(Day(day), where, Next());
        else told.Reach(milestone, Day(day), where, Next());
        return this;
    }

    public Telling Disrupt(double day, double? resolved = null)
    {
        told.Disrupt("/shipment#weather_delay", Day(day)).Resolved = Day(resolved);
        return this;
    }

    public Telling Hold(double day, bool isExport)
    {
        told.Customs.Hold("/shipment#a_hold", Day(day), isExport);
        return this;
    }

    public Telling Entry(string id, string status)
    {
        told.Customs.Entry(new EntryObject(id, "TRN-" + id, status, null, 460723));
        return this;
    }

    private static string[] Tags(string tags) => tags.Length == 0 ? [] : tags.Split('+');

    private static DateTimeOffset? Day(double? day) => day is { } given ? Day(given) : null;

    private static double? DayOf(JsonNode? at) => at is null ? null : (DateTimeOffset.Parse(at.ToString(), null) - Day(0)).TotalDays;

    private Stamp Next() => new(Day(0).AddMinutes(++minutes), minutes, minutes.ToString("D4", null));
}
