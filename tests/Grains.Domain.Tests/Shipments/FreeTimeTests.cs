using System.Text.Json.Nodes;

namespace Grains.Domain.Tests.Shipments;

/// <summary>Days of a container are those of its terminal.</summary>
public sealed class FreeTimeTests
{
    private const string Noted = "/shipment_leg#updated_estimated_time_of_arrival";

    [Theory]
    // Midnight and noon at the terminal, in UTC.
    [InlineData("America/Los_Angeles", "2026-03-10T07:00:00.000Z", "2026-03-10")]
    [InlineData("America/Los_Angeles", "2026-03-10T06:59:59.999Z", "2026-03-09")]
    [InlineData("America/Los_Angeles", "2026-01-10T07:59:59.999Z", "2026-01-09")]
    [InlineData("America/Los_Angeles", "2026-01-10T08:00:00.000Z", "2026-01-10")]
    [InlineData("Asia/Hong_Kong", "2026-03-09T16:00:00.000Z", "2026-03-10")]
    [InlineData("Asia/Hong_Kong", "2026-03-09T15:59:59.999Z", "2026-03-09")]
    [InlineData("Europe/Oslo", "2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("Europe/Oslo", "2026-03-28T22:59:59Z", "2026-03-28")]
    [InlineData("Asia/Kolkata", "2026-03-09T18:30:00Z", "2026-03-10")]
    [InlineData("America/Los_Angeles", "2026-03-10T00:00:00.000-07:00", "2026-03-10")]
    // A bare day is the day.
    [InlineData("America/Los_Angeles", "2026-03-10", "2026-03-10")]
    // Zones that are none: as it is written.
    [InlineData("Mars/Olympus", "2026-03-10T00:00:00.000+08:00", "2026-03-10")]
    [InlineData("Mars/Olympus", "2026-03-10T07:00:00.000Z", "2026-03-10")]
    [InlineData("", "2026-03-10T00:00:00.000Z", "2026-03-10")]
    [InlineData("/dev/zero", "2026-03-10T00:00:00.000Z", "2026-03-10")]
    [InlineData("../../../../etc/passwd", "2026-03-10T00:00:00.000Z", "2026-03-10")]
    [InlineData("Europe", "2026-03-10T00:00:00.000Z", "2026-03-10")]
    // The ends of what is taken for a time.
    [InlineData("Pacific/Kiritimati", "8999-12-31T23:00:00Z", "9000-01-01")]
    [InlineData("America/Los_Angeles", "1900-01-01T00:00:00Z", "1899-12-31")]
    public void LastFreeDay_IsTheDayInTheTerminalsZone(string zone, string said, string day) =>
        Stories.Shipment().Told(Notice(zone, said)).View.Containers.ShouldHaveSingleItem().LastFreeDay.ShouldBe(day);

    [Theory]
    // The leg's destination is in Los Angeles; midnight there is 07:00Z.
    [InlineData(null, "2026-03-10T06:59:59Z", "2026-03-09")]
    [InlineData("", "2026-03-10T06:59:59Z", "2026-03-09")]
    [InlineData("Asia/Hong_Kong", "2026-03-10T06:59:59Z", "2026-03-10")]
    public void WithoutATerminal_TheVoyagesEndTellsTheZone(string? zone, string said, string day)
    {
        var leg = Objects.Leg("1", "ocean", fields: new() { ["destination"] = Zoned("America/Los_Angeles", "port_of_unloading") });
        var truck = Objects.Leg("2", "truck", "2026-03-20T00:00:00Z", fields: new() { ["destination"] = Zoned("America/New_York", "port_of_unloading") });
        var story = Stories.Shipment().Told(Say.Event(Noted, Objects.Data(leg)), Say.Event(Noted, Objects.Data(truck, Objects.Shipment(fields: new() { ["transportation_mode"] = "ocean" }))));
        story.Told(zone is null ? Say.Event(Noted, Objects.Data(containers: [Box(said)])) : Notice(zone, said));

        story.View.Containers.ShouldHaveSingleItem().LastFreeDay.ShouldBe(day);
    }

    [Theory]
    // The second leg in the order of travel ends at the Pacific.
    [InlineData("", "", "2026-03-09")]
    [InlineData("port_of_unloading", "", "2026-03-10")]
    [InlineData("port_of_unloading", "port_of_unloading", "2026-03-09")]
    public void OfSeveralMainLegs_TheLastToAPortOfUnloadingTells(string first, string second, string day)
    {
        var story = Stories.Shipment().Told(
            Say.Event(Noted, Objects.Data(Objects.Leg("2", "ocean", "2026-01-09T00:00:00Z", fields: new() { ["destination"] = Zoned("America/Los_Angeles", second) }))),
            Say.Event(Noted, Objects.Data(Objects.Leg("9", "ocean", "2026-01-02T00:00:00Z", fields: new() { ["destination"] = Zoned("Asia/Hong_Kong", first) }))),
            Say.Event(Noted, Objects.Data(containers: [Box("2026-03-10T06:59:59Z")])));

        story.View.Containers.ShouldHaveSingleItem().LastFreeDay.ShouldBe(day);
    }

    [Fact]
    public void PlaceWhereItCanBePickedUp_IsTheTerminal() =>
        Stories.Shipment().Told(
                Say.Event(Noted, Objects.Data(containers: [Box("2026-03-10T07:00:00Z")])),
                Say.Event("/ocean/shipment_container_leg#available_for_pickup", ContainerLeg(null, Zoned("Pacific/Honolulu")), "2026-03-07T00:00:00Z", "2026-03-07T01:00:00Z"))
            .View.Containers.ShouldHaveSingleItem().LastFreeDay.ShouldBe("2026-03-09");

    [Fact]
    public void FreeTime_IsSaidAndIsOver_AndTheEmptyGoesBack()
    {
        var box = Stories.Shipment().Told(
            Notice("Europe/Oslo", "2026-03-10T23:00:00Z"),
            Say.Event("/ocean/shipment_container#free_time_expired", Objects.Data(Box(null)), "2026-03-11T23:00:00Z", "2026-03-12T00:00:00Z"),
            Say.Event("/ocean/shipment_container#empty_returned", Objects.Data(Box(null)), "2026-03-14T00:00:00Z", "2026-03-14T01:00:00Z"),
            Say.Event("/ocean/shipment_container_leg#available_for_pickup", ContainerLeg(null), "2026-03-07T00:00:00Z", "2026-03-07T01:00:00Z"),
            Say.Event("/shipment_container_leg#delivery_appointment_scheduled", ContainerLeg(null), "2026-03-08T00:00:00Z", "2026-03-08T01:00:00Z"))
            .View.Containers.ShouldHaveSingleItem();

        box.LastFreeDay.ShouldBe("2026-03-11");
        box.FreeTimeNoticeAt.ShouldBe(Say.At("2026-03-05T00:00:00Z"));
        box.FreeTimeExpiredAt.ShouldBe(Say.At("2026-03-11T23:00:00Z"));
        box.EmptyReturnedAt.ShouldBe(Say.At("2026-03-14T00:00:00Z"));
        box.Available.Actual.ShouldBe(Say.At("2026-03-07T00:00:00Z"));
        box.AppointmentAt.ShouldBe(Say.At("2026-03-08T00:00:00Z"));
    }

    private static Interfaces.Entities.Delivery Notice(string zone, string said) => Say.Event(
        "/ocean/shipment_container#free_time_to_expire",
        Objects.Data(Box(said), location: zone.Length == 0 ? null : Zoned(zone)),
        "2026-03-05T00:00:00Z",
        "2026-03-05T01:00:00Z");

    private static JsonObject Zoned(string zone, params string[] tags)
    {
        var node = Objects.Node("Saltmarsh Quay", "Norway", tags);
        node["place"]!["address"]!["timezone"] = zone;
        return node;
    }

    private static JsonObject Box(string? lastFreeDay)
    {
        var box = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9001, ["container_number"] = "ABCU1234560" };
        if (lastFreeDay is not null) box["last_free_day_date"] = lastFreeDay;
        return box;
    }

    private static string ContainerLeg(JsonNode? dates, JsonObject? location = null) => Objects.Data(new JsonObject
    {
        ["_object"] = "/ocean/shipment_container_leg",
        ["id"] = 71,
        ["dates"] = dates,
        ["shipment_container"] = new JsonObject { ["_object"] = "/api/refs/object", ["ref_type"] = "/ocean/shipment_container", ["id"] = 9001 },
    }, location: location);
}
