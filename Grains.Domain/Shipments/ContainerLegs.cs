using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>
/// A container's way along one leg. It refers to its container and says in <c>dates</c> what became of that: an object of dates, or an array of such
/// objects or of pairs of a name and a date. A null says nothing: what one leg does not know, another of the same container may.
/// </summary>
internal static class ContainerLegs
{
    private const int MostDates = 100;

    private static readonly (string Name, Aspect Aspect)[] Dates =
    [
        ("actual_load_date", Aspect.LoadedAt),
        ("actual_loaded_date", Aspect.LoadedAt),
        ("actual_loaded_on_board_date", Aspect.LoadedAt),
        ("loaded_on_board_date", Aspect.LoadedAt),
        ("actual_discharge_date", Aspect.UnloadedAt),
        ("actual_unloaded_date", Aspect.UnloadedAt),
        ("actual_unloaded_off_board_date", Aspect.UnloadedAt),
        ("unloaded_off_board_date", Aspect.UnloadedAt),
        ("available_for_pickup_date", Aspect.Available),
        ("actual_available_for_pickup_date", Aspect.Available),
        ("estimated_available_for_pickup_date", Aspect.EstimatedAvailable),
        ("delivery_appointment_scheduled_for_date", Aspect.Appointment),
    ];

    public static void Read(Saying saying, JsonElement leg)
    {
        if (Containers.Named(saying) is not { } part || !leg.TryGet("dates", out var dates)) return;
        var stamp = leg.Instant("updated_at");
        if (dates.ValueKind != JsonValueKind.Array)
        {
            ReadObject(saying.About(Part.Container, part, dates, Nulls.SayNothing, stamp));
            return;
        }

        foreach (var item in dates.EnumerateArray().Take(MostDates))
        {
            var about = saying.About(Part.Container, part, item, Nulls.SayNothing, stamp);
            if (item.Text("name", "type") is { } name) ReadPair(about, name);
            else ReadObject(about);
        }
    }

    private static void ReadObject(ObjectReading dates)
    {
        foreach (var (name, aspect) in Dates) dates.Instant(aspect, name);
    }

    private static void ReadPair(ObjectReading pair, string named)
    {
        foreach (var (name, aspect) in Dates)
        {
            if (name == named) pair.Instant(aspect, "date", "value");
        }
    }
}
