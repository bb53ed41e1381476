using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>Containers are known by their number, which is painted on them; by Flexport's id only as long as no number is known.</summary>
internal static class Containers
{
    /// <summary>States what a full object says about its container; nothing when it names none.</summary>
    public static void Read(Saying saying, JsonElement container)
    {
        var id = container.Id("id");
        if (Key(Number(container), id) is not { } part) return;
        var about = saying.About(Part.Container, part, container, Nulls.Withdraw, container.Instant("updated_at"));
        Identify(about, Written(container), id);
        Describe(about);
        about.Instant(Aspect.EstimatedDeparture, "estimated_departure_date");
        about.Instant(Aspect.ActualDeparture, "actual_departure_date");
        about.Instant(Aspect.EstimatedArrival, "estimated_arrival_date");
        about.Instant(Aspect.ActualArrival, "actual_arrival_date");
        about.Instant(Aspect.EstimatedPickup, "estimated_pickup_date");
        about.Instant(Aspect.ActualPickup, "actual_pickup_date");
        about.Instant(Aspect.EstimatedDelivery, "estimated_delivery_date");
        about.DayOrInstant(Aspect.ActualDelivery, "actual_delivery_date");
        about.DayOrInstant(Aspect.EstimatedAvailable, "estimated_available_for_pickup_date");
        about.DayOrInstant(Aspect.Available, "available_for_pickup_date");
        about.DayOrInstant(Aspect.LastFreeDay, "last_free_day_date");
        about.DayOrInstant(Aspect.EmptyReturned, "empty_returned_date");
    }

    /// <summary>Whether the goods of a full shipment share their container with those of others.</summary>
    public static void ReadLcl(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        if (!shipment.TryGet("is_lcl", out var shared) && !(shipment.TryGet("ocean_shipment", out var ocean) && ocean.TryGet("is_lcl", out shared))) return;
        var about = saying.About(Part.Whole, "", shipment, Nulls.Withdraw, stamp);
        if (shared.ValueKind is JsonValueKind.True or JsonValueKind.False) about.Say(Aspect.Lcl, shared.ValueKind == JsonValueKind.True ? "true" : "false");
        else if (shared.ValueKind == JsonValueKind.Null) about.Say(Aspect.Lcl, (FactValue?)null);
    }

    /// <summary>Containers that went back to their shipper: those that the event is about or lists; where it names none, all of the shipment.</summary>
    public static void Returned(Saying saying)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        if (Named(saying) is { } resource) named.Add(resource);
        if (saying.Data.TryGet("containers", out var containers) && containers.ValueKind == JsonValueKind.Array)
        {
            foreach (var container in containers.EnumerateArray())
            {
                if (Key(Number(container), container.Id("id")) is { } listed && saying.Facts.Exists(fact => fact.About.Part == Part.Container && fact.About.PartId == listed)) named.Add(listed);
            }
        }

        if (named.Count == 0) saying.Affirm(Part.Whole, "", Aspect.ReturnedToShipper);
        foreach (var part in named) saying.Affirm(Part.Container, part, Aspect.ReturnedToShipper);
    }

    /// <summary>What a mere reference to a container says: its id.</summary>
    public static void Refer(Saying saying, JsonElement reference)
    {
        if (reference.Id("id") is { } id) saying.About(Part.Container, FreightKeys.Container(id), reference, Nulls.SayNothing).Say(Aspect.Identity, id);
    }

    /// <summary>The part that an event of dialect B is about: the resource, or the container that a container leg refers to; null when neither names one.</summary>
    public static string? Named(Saying saying)
    {
        if (saying.Resource(out var resource) == ObjectKind.Container) return Key(Number(resource), resource.Id("id"));
        if (!resource.TryGet("shipment_container", out var container)) return null;
        var id = container.Id("id");
        if (Key(Number(container), id) is not { } part) return null;
        var about = saying.About(Part.Container, part, container, Nulls.SayNothing);
        if (!saying.States(Part.Container, part, Aspect.Identity)) Identify(about, Written(container), id);
        return part;
    }

    /// <param name="number">As it is written: that is shown.</param>
    public static void Identify(ObjectReading about, string? number, string? id)
    {
        if (number is not null) about.Say(Aspect.Number, number);
        if (id is not null) about.Say(Aspect.Identity, id);
    }

    public static void Describe(ObjectReading about)
    {
        about.Text(Aspect.Type, "container_type");
        about.Text(Aspect.Size, "container_size");
        about.Text(Aspect.SealNumber, "seal_number", "seal");
    }

    /// <summary>The number of an object that is a container.</summary>
    public static string? Number(JsonElement container) => Painted(container.Id("container_number", "number"));

    /// <summary>The same as it is written there.</summary>
    public static string? Written(JsonElement container)
    {
        foreach (var name in (ReadOnlySpan<string>)["container_number", "number"])
        {
            if (container.Id(name) is not null) return container.Text(name)?.Trim();
        }

        return null;
    }

    /// <summary>A number as it is painted on the container, which is how the event was routed.</summary>
    public static string? Painted(string? number) => number is null ? null : FreightKeys.ContainerNumber(number);

    /// <summary>The part that a container is; null when it is not named.</summary>
    public static string? Key(string? number, string? id) => number ?? (id is null ? null : FreightKeys.Container(id));
}
