using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>
/// A container's way along one leg. It refers to its container and its leg, and says in <c>dates</c> what became of the container there: an object of
/// dates, or an array of such objects or of pairs of a name and a date. A null is a value for this container on this leg alone.
/// </summary>
internal static class ContainerLegs
{
    private const int MostDates = 100;

    private static readonly (Aspect Aspect, bool CanBeDay, string[] Names)[] Dates =
    [
        (Aspect.LoadedAt, false, ["actual_load_date", "actual_loaded_date", "actual_loaded_on_board_date", "loaded_on_board_date"]),
        (Aspect.UnloadedAt, false, ["actual_discharge_date", "actual_unloaded_date", "actual_unloaded_off_board_date", "unloaded_off_board_date"]),
        (Aspect.Available, true, ["available_for_pickup_date", "actual_available_for_pickup_date"]),
        (Aspect.EstimatedAvailable, true, ["estimated_available_for_pickup_date"]),
        (Aspect.Appointment, false, ["delivery_appointment_scheduled_for_date"]),
    ];

    /// <summary>The part that a container leg is: its container on its leg; the container itself where it names no leg.</summary>
    public static PartKey Key(string container, JsonElement leg)
    {
        var id = leg.TryGet("leg", out var reference) ? reference.Id("id") ?? reference.AsId() : leg.Id("leg_id", "shipment_leg_id");
        return id is null || FreightKeys.Id(id).Contains('/', StringComparison.Ordinal) ? new PartKey(Part.Container, container) : PartKey.Of(Part.ContainerLeg, $"{container}/{id}");
    }

    /// <summary>The container's part and the leg of a <see cref="Part.ContainerLeg"/>.</summary>
    public static (string Container, string Leg) Split(string partId)
    {
        var slash = partId.LastIndexOf('/');
        return slash < 0 ? ("", partId) : (partId[..slash], partId[(slash + 1)..]);
    }

    public static void Read(Saying saying, JsonElement leg)
    {
        if (Containers.Named(saying) is not { } container) return;
        var key = Key(container, leg);
        // That it is on this leg at all is worth knowing.
        if (key.Part == Part.ContainerLeg) saying.About(key.Part, key.Id, leg, Nulls.SayNothing).Say(Aspect.Identity, leg.Id("id") ?? key.Id);
        if (!leg.TryGet("dates", out var dates)) return;
        // Of one that names no leg nobody knows whose dates it lacks.
        var nulls = key.Part == Part.ContainerLeg ? Nulls.Withdraw : Nulls.SayNothing;
        var stamp = leg.Instant("updated_at");
        if (dates.ValueKind != JsonValueKind.Array)
        {
            ReadObject(saying.About(key.Part, key.Id, dates, nulls, stamp));
            return;
        }

        foreach (var item in dates.First(MostDates))
        {
            var about = saying.About(key.Part, key.Id, item, nulls, stamp);
            if (item.Text("name", "type") is { } name) ReadPair(about, name);
            else ReadObject(about);
        }

        DropNulls(saying.Facts, key);
    }

    private static void ReadObject(ObjectReading dates)
    {
        foreach (var (aspect, canBeDay, names) in Dates) Read(dates, aspect, canBeDay, names);
    }

    private static void ReadPair(ObjectReading pair, string named)
    {
        foreach (var (aspect, canBeDay, names) in Dates)
        {
            if (names.Contains(named)) Read(pair, aspect, canBeDay, "date", "value");
        }
    }

    private static void Read(ObjectReading about, Aspect aspect, bool canBeDay, params ReadOnlySpan<string> names)
    {
        if (canBeDay) about.DayOrInstant(aspect, names);
        else about.Instant(aspect, names);
    }

    /// <summary>Of several items of one array a date stands before a null, wherever it comes.</summary>
    private static void DropNulls(List<Fact> facts, PartKey key)
    {
        for (var i = facts.Count - 1; i >= 0; i--)
        {
            var about = facts[i].About;
            if (facts[i].Value is null && about.Part == key.Part && about.PartId == key.Id && facts.Exists(fact => fact.About == about && fact.Value is not null))
                facts.RemoveAt(i);
        }
    }
}
