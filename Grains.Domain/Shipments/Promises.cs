using System.Globalization;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>
/// Each different estimate that was ever said, by who said it first: a fact of its own that the fold derives of the estimates, so that entries of older
/// databases have it too. A register that the earlier recorded one keeps is a join like the others.
/// </summary>
/// <remarks>
/// Not bounded: an estimate that is only repeated adds nothing, and whatever cut could be made would either depend on the order in which events came or
/// forget changes. The view has the last <see cref="Most"/>.
/// </remarks>
internal static class Promises
{
    private const int Most = 200;

    private static readonly (string What, Aspect Estimate, Milestone Milestone)[] All =
    [
        ("departure", Aspect.EstimatedDeparture, Milestone.Departed),
        ("arrival", Aspect.EstimatedArrival, Milestone.Arrived),
        ("delivery", Aspect.EstimatedDelivery, Milestone.Delivered),
    ];

    /// <summary>The event with the estimates that it says for the first time, as far as the state can tell.</summary>
    public static AcceptedEvent Noted(EntityState before, AcceptedEvent accepted)
    {
        List<Fact>? said = null;
        foreach (var fact in accepted.Facts)
        {
            if (fact.Value is not FactValue.Instant at || fact.About.Part is not (Part.Whole or Part.Leg) || WhatOf(fact.About.Aspect) is not { } what) continue;
            if (IsRepeated(before, accepted, fact)) continue;
            (said ??= []).Add(fact with { About = new Thing(Part.Estimate, Id(what, PartKey.Of(fact.About.Part, fact.About.PartId).Id, at.Value), Aspect.FirstSaid) });
        }

        return said is null ? accepted : accepted with { Facts = [.. accepted.Facts, .. said] };
    }

    /// <summary>Departure, arrival and delivery, those of which anything was promised.</summary>
    public static IReadOnlyList<PromiseView> View(VoyageProgress voyage)
    {
        var said = Said(voyage);
        if (said.Count == 0) return [];
        var views = new List<PromiseView>(All.Length);
        foreach (var (what, _, milestone) in All)
        {
            var changes = said.Where(one => one.What == what).Select(static one => one.View).ToList();
            if (changes.Count > 0) views.Add(Of(voyage, what, changes, voyage.Reached(milestone)?.At));
        }

        return views;
    }

    private static PromiseView Of(VoyageProgress voyage, string what, List<EstimateView> changes, DateTimeOffset? actual)
    {
        var promised = changes.Where(one => (one.Leg is null || Speaks(voyage, what, one.Leg)) && !(one.SaidAt > EndOf(actual))).ToList();
        var first = promised.FirstOrDefault();
        var standing = what switch
        {
            "departure" => voyage.EstimatedDeparture,
            "arrival" => voyage.EstimatedArrival,
            _ => voyage.Whole.Instant(Aspect.EstimatedDelivery),
        };
        var zone = what switch
        {
            "departure" => voyage.Origin?.TimeZone,
            "arrival" => voyage.TerminalZone,
            _ => null,
        };
        // What is said of it after it has happened is no promise any more.
        var last = actual is null || promised.Any(one => one.At == standing) ? standing : promised.LastOrDefault()?.At;
        return new PromiseView(
            what,
            first,
            last,
            first is null || last is null ? null : Slip(There(first.At), There(last.Value)),
            actual,
            first is null || actual is null ? null : Keeps(There(first.At), There(actual.Value)),
            last is null || actual is null ? null : Keeps(There(last.Value), There(actual.Value)),
            changes.Count <= Most ? changes : changes[^Most..]);

        DateTimeOffset There(DateTimeOffset at) => Zones.AtPlace(at, zone);
    }

    /// <summary>Whether a leg speaks for the shipment's departure or arrival.</summary>
    private static bool Speaks(VoyageProgress voyage, string what, string leg)
    {
        if (what == "delivery") return false;
        foreach (var one in what == "departure" ? voyage.Main.Departing : voyage.Main.Arriving)
        {
            if (one.Id == leg) return true;
        }

        return false;
    }

    /// <summary>All of them, in the order in which they were said first.</summary>
    private static List<(string What, EstimateView View)> Said(VoyageProgress voyage)
    {
        var said = new List<(string What, Register Register, EstimateView View)>();
        foreach (var (key, facts) in voyage.State.Parts.Of(Part.Estimate))
        {
            if (facts[Aspect.FirstSaid] is not { Value: FactValue.Instant at } register) continue;
            var (what, leg) = Split(key.Id);
            var of = leg.Length == 0 ? PartKey.Whole : new PartKey(Part.Leg, leg);
            var stands = voyage.State.Parts.GetValueOrDefault(of, PartFacts.Empty).Instant(AspectOf(what)) == at.Value;
            said.Add((what, register, new EstimateView(at.Value, leg.Length == 0 ? null : leg, register.RecordedAt, register.By.Value, stands)));
        }

        said.Sort(static (left, right) =>
        {
            var byStamp = left.Register.RecordedAt.CompareTo(right.Register.RecordedAt);
            if (byStamp != 0) return byStamp;
            var byEvent = left.Register.By.CompareTo(right.Register.By);
            if (byEvent != 0) return byEvent;
            var byLeg = PartKey.CompareIds(left.View.Leg ?? "", right.View.Leg ?? "");
            return byLeg != 0 ? byLeg : left.View.At.CompareTo(right.View.At);
        });
        return said.ConvertAll(static one => (one.What, one.View));
    }

    /// <summary>What stands is said again, as it nearly always is: objects are sent whole. It had been said before that, so nothing becomes earlier.</summary>
    private static bool IsRepeated(EntityState before, AcceptedEvent accepted, Fact fact) =>
        before.Parts.TryGetValue(PartKey.Of(fact.About.Part, fact.About.PartId), out var facts)
        && facts[fact.About.Aspect] is { } register
        && Equals(register.Value, fact.Value)
        && register.RecordedAt < (fact.RecordedAt ?? accepted.RecordedAt);

    private static string Id(string what, string leg, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{what}/{leg}/{at.UtcTicks}");

    private static (string What, string Leg) Split(string id)
    {
        var (first, last) = (id.IndexOf('/', StringComparison.Ordinal), id.LastIndexOf('/'));
        return (id[..first], id[(first + 1)..last]);
    }

    private static string? WhatOf(Aspect aspect)
    {
        foreach (var one in All)
        {
            if (one.Estimate == aspect) return one.What;
        }

        return null;
    }

    private static Aspect AspectOf(string what)
    {
        foreach (var one in All)
        {
            if (one.What == what) return one.Estimate;
        }

        return Aspect.None;
    }

    /// <summary>Days from one to the other: whole ones where one of them means a day.</summary>
    private static decimal Slip(DateTimeOffset from, DateTimeOffset to) => Zones.IsDay(from) || Zones.IsDay(to)
        ? (to.Date - from.Date).Days
        : Math.Round((to - from).Ticks / (decimal)TimeSpan.TicksPerDay, 2, MidpointRounding.AwayFromZero);

    private static bool Keeps(DateTimeOffset promised, DateTimeOffset actual) => Zones.IsDay(promised) || Zones.IsDay(actual) ? actual.Date <= promised.Date : actual <= promised;

    /// <summary>When it has surely happened: of a day its end.</summary>
    private static DateTimeOffset? EndOf(DateTimeOffset? at) => at is { } known && Zones.IsDay(known) ? new DateTimeOffset(known.Date, known.Offset).AddDays(1) : at;
}
