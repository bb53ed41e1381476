using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

/// <summary>A stage of a way as planned and as it will really be.</summary>
internal sealed record Stage(LegObject Leg, DateTimeOffset Departs, DateTimeOffset Arrives);

/// <summary>Plans the way of a shipment.</summary>
internal static class Route
{
    /// <summary>A mode, the places with their tags, and the days that each leg takes.</summary>
    /// <param name="Same">Another shipment's stage that this one is part of.</param>
    private sealed record Hop(string Mode, Place From, IReadOnlyList<string> FromTags, Place To, IReadOnlyList<string> ToTags, int Days, Stage? Same = null);

    /// <param name="kind"><c>fcl lcl air truck_intl</c>.</param>
    /// <param name="aboard">The main voyage of another shipment, in whose container this one is.</param>
    public static IReadOnlyList<Stage> Plan(string kind, long shipment, DateOnly first, Chance chance, Ids ids, Func<Place, DateOnly, DateTimeOffset> timeAt, IReadOnlyList<Stage>? aboard = null)
    {
        if (aboard is not null) first = aboard[0].Leg.From.DayOf(aboard[0].Departs).AddDays(-5);
        List<Stage> stages = [];
        DateTimeOffset? before = null;
        var day = first;
        foreach (var hop in aboard is null ? Hops(kind, chance) : Hops(aboard, chance))
        {
            if (hop.Same is { } same)
            {
                var shared = same.Leg.Copy(ids.Leg(), shipment);
                stages.Add(same with { Leg = shared });
                (before, day) = (same.Arrives, hop.To.DayOf(same.Arrives));
                continue;
            }

            var estimatedDeparture = timeAt(hop.From, day);
            // Adjacent legs often meet at one instant: the day is known, the hour is not.
            var departs = before is { } met && chance.Is(0.5) ? met : timeAt(hop.From, day.AddDays(chance.Number(0, 1)));
            if (departs < before) departs = before.Value;
            var arrivalDay = hop.From.DayOf(departs).AddDays(hop.Days);
            var arrives = timeAt(hop.To, arrivalDay);
            if (arrives <= departs) arrives = departs.AddHours(6);
            var leg = new LegObject
            {
                Id = ids.Leg(),
                Shipment = shipment,
                Mode = hop.Mode,
                Carrier = hop.Mode switch { "ocean" => "", "air" => chance.One(Companies.Airlines), _ => chance.One(Companies.Truckers) },
                From = hop.From,
                To = hop.To,
                FromTags = hop.FromTags,
                ToTags = hop.ToTags,
                EstimatedDeparture = estimatedDeparture,
                EstimatedArrival = timeAt(hop.To, arrivalDay.AddDays(-chance.Number(0, 2))),
            };
            if (hop.Mode == "ocean") Board(leg, chance);
            stages.Add(new Stage(leg, departs, arrives));
            (before, day) = (arrives, hop.To.DayOf(arrives));
        }

        return stages;
    }

    /// <summary>Puts an ocean leg on some vessel.</summary>
    public static void Board(LegObject leg, Chance chance)
    {
        var (name, scac) = chance.One(Companies.OceanCarriers);
        leg.Carrier = name;
        leg.Vessel = new Vessel(chance.One(Companies.Vessels), chance.Number(9_100_000, 9_899_999).ToString("D7", null), $"{chance.Number(1, 99):D3}{(chance.Is(0.5) ? 'E' : 'W')}", scac);
    }

    private static List<Hop> Hops(string kind, Chance chance)
    {
        if (kind == "truck_intl") return Road(chance);
        var air = kind == "air";
        List<Hop> hops = [];
        var from = chance.One(air ? Places.AirportsFrom : Places.LoadingPorts);
        var to = chance.One(air ? Places.AirportsTo : Places.UnloadingPorts);
        string[] loading = ["port_of_loading"];
        string[] unloading = chance.Is(0.5) ? ["port_of_unloading", "customs_entry"] : ["port_of_unloading"];
        var mode = air ? "air" : "ocean";
        var direct = chance.Is(0.55);

        if (kind == "lcl")
        {
            var consolidation = chance.One(Places.Consolidations);
            hops.Add(new Hop("truck", chance.One(Places.Factories), ["origin_address"], consolidation, ["consolidation"], 1));
            hops.Add(new Hop("truck", consolidation, ["consolidation"], from, loading, 1));
        }
        else if (direct || chance.Is(0.7))
        {
            hops.Add(new Hop("truck", chance.One(Places.Factories), ["origin_address"], from, loading, 1));
        }

        var stops = direct ? 0 : air ? 1 : chance.Number(1, 2);
        var (here, tags) = (from, loading);
        for (var i = 0; i < stops; i++)
        {
            var via = air ? Places.AirportsVia[0] : Places.Transshipments[i == 0 ? chance.Number(0, 1) : 2];
            hops.Add(new Hop(mode, here, tags, via, ["transshipment"], air ? 1 : chance.Number(4, 12)));
            (here, tags) = (via, ["transshipment"]);
        }

        hops.Add(new Hop(mode, here, tags, to, unloading, air ? 1 : chance.Number(8, 20)));
        if (direct || chance.Is(0.8)) hops.Add(new Hop("truck", to, unloading, chance.One(Places.Warehouses), ["destination_address", "place_of_delivery"], chance.Number(1, 3)));
        return hops;
    }

    /// <summary>Small loads in a container that is on its way already: only the trucks are their own.</summary>
    private static List<Hop> Hops(IReadOnlyList<Stage> aboard, Chance chance)
    {
        var consolidation = chance.One(Places.Consolidations);
        var (first, last) = (aboard[0].Leg, aboard[^1].Leg);
        return
        [
            new Hop("truck", chance.One(Places.Factories), ["origin_address"], consolidation, ["consolidation"], 1),
            new Hop("truck", consolidation, ["consolidation"], first.From, first.FromTags, 1),
            .. aboard.Select(stage => new Hop(stage.Leg.Mode, stage.Leg.From, stage.Leg.FromTags, stage.Leg.To, stage.Leg.ToTags, 0, stage)),
            new Hop("truck", last.To, last.ToTags, chance.One(Places.Warehouses), ["destination_address", "place_of_delivery"], chance.Number(1, 3)),
        ];
    }

    private static List<Hop> Road(Chance chance)
    {
        List<Hop> hops = [];
        var here = chance.One(Places.RoadStops);
        string[] tags = ["origin_address"];
        for (var i = chance.Number(1, 2); i > 0; i--)
        {
            var next = chance.One([.. Places.RoadStops.Where(place => place != here)]);
            hops.Add(new Hop("truck", here, tags, next, ["consolidation", "deconsolidation"], chance.Number(1, 3)));
            (here, tags) = (next, ["consolidation", "deconsolidation"]);
        }

        hops.Add(new Hop("truck", here, tags, chance.One(Places.Warehouses), ["destination_address"], chance.Number(1, 2)));
        return hops;
    }
}
