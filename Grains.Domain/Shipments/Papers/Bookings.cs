using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments.Papers;

/// <summary>Bookings, of a shipment or held without one.</summary>
internal static class Bookings
{
    /// <summary>What a full booking says; nothing when it has no id.</summary>
    public static void Read(Saying saying, JsonElement booking)
    {
        if (booking.Id("id") is not { } id) return;
        var about = saying.About(Part.Booking, id, booking, Nulls.Withdraw, booking.Instant("updated_at"));
        about.Say(Aspect.Identity, id);
        about.Text(Aspect.Status, "status");
        about.Instant(Aspect.CreatedAt, "created_at");
        about.Instant(Aspect.ArchivedAt, "archived_at");
        Describe(about);
    }

    /// <summary>The carrier took the booking, in either dialect.</summary>
    public static void Confirmed(Saying saying) => Happened(saying, Aspect.ConfirmedAt, "confirmed_at");

    /// <summary>Something in the booking changed, in either dialect.</summary>
    public static void Amended(Saying saying) => Happened(saying, Aspect.AmendedAt, "amended_at");

    /// <summary>Confirmed or amended by which of the two occurred last, not by which was heard last.</summary>
    public static BookingView View(string id, PartFacts facts)
    {
        var confirmedAt = facts.Instant(Aspect.ConfirmedAt);
        var amendedAt = facts.Instant(Aspect.AmendedAt);
        return new BookingView(
            id,
            Status(facts),
            confirmedAt,
            amendedAt,
            facts.Text(Aspect.Status),
            facts.Text(Aspect.Name),
            facts.Text(Aspect.TransportationMode),
            facts.Text(Aspect.Shipper),
            facts.Text(Aspect.Consignee),
            Rows.DayText(facts.Day(Aspect.CargoReadyDate)),
            facts.Instant(Aspect.CreatedAt))
        {
            ArchivedAt = facts.Instant(Aspect.ArchivedAt),
        };
    }

    /// <summary>What Flexport has put away is archived, whatever happened to it before.</summary>
    public static string? Status(PartFacts facts)
    {
        if (facts.Instant(Aspect.ArchivedAt) is not null || Reported.Is(facts.Text(Aspect.Status), "archived")) return "archived";
        var confirmedAt = facts.Instant(Aspect.ConfirmedAt);
        return facts.Instant(Aspect.AmendedAt) is { } amended && !(confirmedAt > amended) ? "amended"
            : confirmedAt is not null ? "confirmed"
            : facts.Text(Aspect.Status);
    }

    /// <summary>Of the booking that the data name, else of that which the shipment refers to; else the event's id stands in.</summary>
    private static void Happened(Saying saying, Aspect aspect, string field)
    {
        if (saying.Type.StartsWith('/'))
        {
            var real = saying.Resource(out var resource) == ObjectKind.Booking ? resource.Id("id") : null;
            if (real is null && saying.Data.TryGet("shipment", out var shipment) && shipment.TryGet("booking", out var booking)) real = booking.Id("id");
            if (real is null && resource.TryGet("booking", out var own)) real = own.Id("id");
            Identify(saying, real).Say(aspect, saying.OccurredAt);
            return;
        }

        var named = saying.Named("booking");
        Identify(saying, named.Id).Say(aspect, named.When(field));
        var id = named.Id ?? saying.EventId.Value;
        named.Read(Part.Booking, id, static (about, _) =>
        {
            about.Text(Aspect.Status, "status", "booking_status");
            Describe(about);
        });
        // In the data themselves it could be the event's.
        saying.About(Part.Booking, id, named.Object, Nulls.SayNothing).Instant(Aspect.CreatedAt, "created_at");
    }

    private static ObjectReading Identify(Saying saying, string? id)
    {
        var about = saying.About(Part.Booking, id ?? saying.EventId.Value, saying.Data, Nulls.SayNothing);
        if (id is not null) about.Say(Aspect.Identity, id);
        return about;
    }

    private static void Describe(ObjectReading about)
    {
        about.Text(Aspect.Name, "name", "booking_name");
        about.Text(Aspect.TransportationMode, "transportation_mode");
        about.Party(Aspect.Shipper, "shipper_entity", "shipper", "shipper_name");
        about.Party(Aspect.Consignee, "consignee_entity", "consignee", "consignee_name");
        about.Day(Aspect.CargoReadyDate, "cargo_ready_date");
    }
}
