using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Shipments.Papers;

public sealed class BookingTests
{
    private const string Full = """
        {"resource":{"_object":"/booking","id":31,"name":"Coats, week 4","status":"submitted","shipper_entity":{"id":1,"name":"Heron"},"consignee_entity":{"name":"Wren"},
         "transportation_mode":"air","cargo_ready_date":"2026-02-09","created_at":"2026-01-09T00:00:00Z"}}
        """;

    [Fact]
    public void FullBooking_IsReadWhole() =>
        Stories.Shipment().Told(Say.Event(null, Full, "2026-02-01T00:00:00Z", type: "/booking#submitted")).View.Bookings.ShouldHaveSingleItem().ShouldBe(
            new("31", "submitted", null, null, "submitted", "Coats, week 4", "air", "Heron", "Wren", "2026-02-09", Say.At("2026-01-09T00:00:00Z")));

    [Theory]
    [InlineData("\"archived\"", "null", "archived")]
    [InlineData("\"Archived\"", "null", "archived")]
    [InlineData("\"booked\"", "\"2026-02-03T00:00:00Z\"", "archived")]
    [InlineData("\"booked\"", "null", "confirmed")]
    public void ABookingThatFlexportArchived_IsNotShownAsConfirmed(string status, string archivedAt, string shown)
    {
        var confirmed = Say.Event("booking_confirmed", """{"booking_id":31}""", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z");
        var archived = Say.Event(
            null, $$"""{"resource":{"_object":"/booking","id":31,"status":{{status}},"archived_at":{{archivedAt}} } }""", "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z", type: "/booking#archived");

        Stories.Shipment().Told(confirmed, archived).View.Bookings.Single().Status.ShouldBe(shown);
        Stories.Shipment().Told(archived, confirmed).View.Bookings.Single().Status.ShouldBe(shown);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("status")]
    [InlineData("shipper_entity")]
    [InlineData("consignee_entity")]
    [InlineData("transportation_mode")]
    [InlineData("cargo_ready_date")]
    [InlineData("created_at")]
    public void NullInAFullBooking_Withdraws(string field)
    {
        var story = Stories.Shipment().Told(Say.Event(null, Full, recorded: "2026-02-01T00:00:00Z", type: "/booking#submitted"));
        Value(field).ShouldNotBeNull();

        story.Told(Say.Event(null, $$$"""{"resource":{"_object":"/booking","id":31,"{{{field}}}":null}}""", recorded: "2026-02-02T00:00:00Z", type: "/booking#submitted"));

        Value(field).ShouldBeNull();

        object? Value(string name)
        {
            var booking = story.View.Bookings.Single();
            return name switch
            {
                "name" => booking.Name,
                "status" => booking.ReportedStatus,
                "shipper_entity" => booking.Shipper,
                "consignee_entity" => booking.Consignee,
                "transportation_mode" => booking.TransportationMode,
                "cargo_ready_date" => booking.CargoReadyDate,
                _ => booking.CreatedAt,
            };
        }
    }

    [Theory]
    [InlineData("""{"booking_id":31}""", "31", "31")]
    [InlineData("""{"booking":{"id":32}}""", "32", "32")]
    [InlineData("{}", "evt", null)]
    public void Identity_IsSaidOfARealIdOnly(string data, string part, string? identity)
    {
        var facts = Stories.Shipment().Told(Say.Event("booking_confirmed", data, "2026-02-01T00:00:00Z", id: "evt")).State.Parts[new PartKey(Part.Booking, part)];

        facts.Text(Aspect.Identity).ShouldBe(identity);
        facts.Instant(Aspect.ConfirmedAt).ShouldBe(Say.At("2026-02-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("""{"shipment":{"booking":{"id":33}}}""", "33")]
    [InlineData("""{"resource":{"_object":"/booking","id":34},"shipment":{"booking":{"id":33}}}""", "34")]
    public void AirBookingConfirmed_IsThatOfItsObjectElseOfTheShipment(string data, string id) =>
        Stories.Shipment().Told(Say.Event("/shipment#booking_confirmed", data, "2026-02-01T00:00:00Z"))
            .View.Bookings.Single(booking => booking.ConfirmedAt is not null).Id.ShouldBe(id);

    [Fact]
    public void DataOfDialectA_AreReadFlatAndNested() =>
        Stories.Shipment().Told(Say.Event(
                "booking_amended",
                """
                {"booking_id":31,"status":"booked","transportation_mode":"truck","cargo_ready_date":"2026-02-10","created_at":"2026-02-02T00:00:00Z",
                 "booking":{"name":"Coats","shipper":{"name":"Heron"},"consignee":"Wren","cargo_ready_date":"2026-02-11","created_at":"2026-01-09T00:00:00Z"}}
                """,
                "2026-02-01T00:00:00Z"))
            .View.Bookings.ShouldHaveSingleItem().ShouldBe(new(
                "31", "amended", null, Say.At("2026-02-01T00:00:00Z"), "booked", "Coats", "truck", "Heron", "Wren", "2026-02-11", Say.At("2026-01-09T00:00:00Z")));

    [Fact]
    public void BookingHeldWithoutAShipment_IsShownAndFound()
    {
        var story = new Story<UnlinkedView>(new UnlinkedRules(), new EntityKey("default", EntityKind.Booking, "31"))
            .Told(Say.Event(null, Full, "2026-02-01T00:00:00Z", type: "/booking#submitted"));

        story.View.Booking.ShouldNotBeNull().Name.ShouldBe("Coats, week 4");
        (story.View.Document, story.View.Container).ShouldBe((null, null));
        (story.Head.Status, story.Head.Mode).ShouldBe(("submitted", "air"));
        story.Head.Terms.ShouldBe(["booking:31", "booking:coats, week 4", "party:heron", "party:wren"]);
        story.Head.Search.ShouldBe("31 coats, week 4");
    }
}
