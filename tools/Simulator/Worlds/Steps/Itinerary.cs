using Simulator.Worlds.Objects;
using Simulator.Worlds.Stories;

namespace Simulator.Worlds.Steps;

/// <summary>A voyage that is to be told.</summary>
/// <param name="Mode">The shipment's own.</param>
/// <param name="Stages">In the order of travel.</param>
/// <param name="Main">Those that are the main voyage.</param>
/// <param name="Old">A leg that was planned before one of these, and is replaced by it; or null.</param>
internal sealed record Itinerary(string Kind, string Mode, IReadOnlyList<Stage> Stages, IReadOnlyList<Stage> Main, LegObject? Old)
{
    public const string Named = "dialect A";
    private const string Origin = "origin_address";
    private const string Loading = "port_of_loading";
    private const string Unloading = "port_of_unloading";
    private const string FirstPort = "fmc_port_of_unloading";
    private const string Transshipment = "transshipment";
    private const string Consolidation = "consolidation";
    private const string Deconsolidation = "deconsolidation";
    private const string Door = "destination_address";
    private const string Replaced = "ocean, a leg replaced without a word";
    private const string Deleted = "ocean, a leg deleted";

    // Each node with its tags, and between them the mode of the leg.
    private static readonly (string Kind, string Mode, string Way)[] Ways =
    [
        ("ocean, door to door", "ocean", $"{Origin} truck {Loading} ocean {Unloading} truck {Door}"),
        ("air", "air", $"{Origin} truck {Loading} air {Unloading} truck {Door}"),
        ("truck, with stops", "truck_intl", $"{Origin} truck {Consolidation}+{Deconsolidation} truck {Door}"),
        ("rail", "rail", $"{Origin} truck {Consolidation} rail {Consolidation}+{Deconsolidation} truck place_of_delivery"),
        ("ocean, transshipment", "ocean", $"{Origin} truck {Loading} ocean {Transshipment} ocean {Unloading} truck {Door}"),
        ("ocean, less than a container", "ocean", $"{Origin} truck {Consolidation} truck {Loading} ocean {Unloading} truck {Deconsolidation} truck {Door}"),
        ("ocean to the first port, then rail", "ocean", $"{Origin} truck {Loading} ocean {FirstPort} rail {Unloading} truck {Door}"),
        (Replaced, "ocean", $"{Origin} truck {Loading} ocean {Unloading} truck {Door}"),
        (Deleted, "ocean", $"{Origin} truck {Loading} ocean {Unloading} truck {Door}"),
        ("air, by a transfer airport without tags", "air", $"{Origin} truck {Loading} air - air {Unloading} truck {Door}"),
        (Named, "", ""),
        ("ocean, port to port", "ocean", $"{Loading} ocean {Unloading} rail {Door}"),
        ("ocean, without tags", "ocean", $"{Origin} truck - ocean - truck {Door}"),
        ("air, to an airport without tags", "air", $"{Origin} truck {Loading} air -"),
        ("ocean, ten legs", "ocean", $"{Origin} truck {Consolidation} truck {Consolidation} truck {Loading} ocean {Transshipment} barge {Transshipment} ocean {Unloading} rail {Deconsolidation} truck {Deconsolidation} truck place_of_delivery truck {Door}"),
        ("truck, without tags", "truck", "- truck -"),
        ("rail and trucks, seven legs", "rail", $"{Origin} truck {Consolidation} rail {Transshipment} rail {Transshipment} rail {Consolidation}+{Deconsolidation} truck {Transshipment} truck {Transshipment} truck {Deconsolidation}"),
        ("mode not known", "unknown_transportation", $"{Origin} truck {Loading} ocean {Unloading} truck {Door}"),
        ("ocean, then air", "ocean_air", $"{Origin} truck {Loading} ocean {Transshipment} air {Unloading} truck {Door}"),
        ("barge", "barge", $"{Loading} barge {Unloading} truck {Door}"),
        ("from store", "warehouse_storage", $"{Origin} truck place_of_delivery"),
        ("ocean, given up on the way", "ocean", $"{Origin} truck {Loading} ocean {Unloading} truck {Door}"),
    ];

    /// <summary>All kinds of voyages.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Ways.Select(way => way.Kind)];

    /// <summary>The goods go by road or rail alone.</summary>
    public bool IsByLand => Mode is "truck" or "truck_intl" or "rail" or "warehouse_storage";

    /// <summary>It is archived before it arrives.</summary>
    public bool IsGivenUp => Kind == "ocean, given up on the way";

    /// <summary>Where a leg is replaced: its deletion is told.</summary>
    public bool IsDeletionTold => Kind == Deleted;

    public static Itinerary Plan(string kind, long shipment, DateTimeOffset begins, Chance chance, Ids ids)
    {
        var (_, mode, way) = Ways.Single(one => one.Kind == kind);
        var words = way.Split(' ');
        var stages = new List<Stage>();
        var here = PlaceFor(words[0], words[1], chance);
        var time = At(here, begins.AddDays(chance.Number(4, 9)));
        for (var i = 1; i < words.Length; i += 2)
        {
            var next = PlaceFor(words[i + 1], words[i], chance);
            stages.Add(Hop(words[i], here, words[i - 1], next, words[i + 1], time));
            (here, time) = (next, chance.Is(0.5) ? stages[^1].Arrives : At(next, stages[^1].Arrives.AddDays(chance.Number(1, 2))));
        }

        Stage[] main = [.. stages.Where(stage => stage.Leg.Mode is "ocean" or "air" or "barge")];
        if (main.Length == 0) main = [.. stages];
        return new Itinerary(kind, mode, stages, main, kind is Replaced or Deleted ? Before(main[^1].Leg) : null);

        Stage Hop(string by, Place from, string fromTags, Place to, string toTags, DateTimeOffset departs)
        {
            var days = by switch { "ocean" => chance.Number(8, 20), "air" => 1, _ => chance.Number(2, 4) };
            var arrives = At(to, departs.AddDays(days));
            if (arrives <= departs) arrives = departs.AddHours(6);
            var leg = new LegObject
            {
                Id = ids.Leg(),
                Shipment = shipment,
                Mode = by,
                Carrier = by == "air" ? chance.One(Companies.Airlines) : chance.One(Companies.Truckers),
                From = from,
                To = to,
                FromTags = Tags(fromTags),
                ToTags = Tags(toTags),
                EstimatedDeparture = departs.AddHours(-chance.Number(0, 3)),
                EstimatedArrival = arrives.AddDays(-chance.Number(0, 1)),
            };
            if (by == "ocean") Route.Board(leg, chance);
            return new Stage(leg, departs, arrives);
        }

        // What had been planned first was to go some days earlier.
        LegObject Before(LegObject leg)
        {
            var old = leg.Copy(ids.Leg(), shipment);
            (old.EstimatedDeparture, old.EstimatedArrival) = (leg.EstimatedDeparture!.Value.AddDays(-3), leg.EstimatedArrival!.Value.AddDays(-3));
            return old;
        }

        DateTimeOffset At(Place place, DateTimeOffset about) =>
            place.At(place.DayOf(about), chance.Is(0.81) ? chance.Is(0.6) ? new TimeOnly(12, 0) : TimeOnly.MinValue : new TimeOnly(chance.Number(3, 22), chance.Number(0, 59)));
    }

    private static string[] Tags(string node) => node == "-" ? [] : node.Split('+');

    private static Place PlaceFor(string node, string mode, Chance chance) => chance.One(node switch
    {
        Origin => Places.Factories,
        Loading => mode == "air" ? Places.AirportsFrom : Places.LoadingPorts,
        Unloading or FirstPort => mode == "air" ? Places.AirportsTo : Places.UnloadingPorts,
        Transshipment => mode == "air" ? Places.AirportsVia : Places.Transshipments,
        Consolidation => Places.Consolidations,
        "-" => mode == "air" ? Places.AirportsVia : Places.RoadStops,
        Door or "place_of_delivery" or Deconsolidation => Places.Warehouses,
        _ => Places.RoadStops,
    });
}
