using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;
using Grains.Interfaces.Subscriptions;

namespace Grains.Domain.Tests.Announcements;

/// <summary>The last free day, availability and appointments, each as an example.</summary>
public sealed class FreeTimeNewsTests
{
    [Fact]
    public void LastFreeDay_WhenItIsSet_WhenItMoves_AndWhenItIsLost() => News(Stories.Shipment().Told(
        Listed("2026-03-10T23:00:00Z", 1), Listed("2026-03-10T23:00:00Z", 2), Listed("2026-03-12", 3), Listed(null, 4)))
        .ShouldBe(
        [
            """free_time:last_free_day:ABCU1 0 {"container":"ABCU1","from":null,"to":"2026-03-10"}""",
            """free_time:last_free_day:ABCU1 1 {"container":"ABCU1","from":"2026-03-10","to":"2026-03-12"}""",
            """free_time:last_free_day:ABCU1 2 {"container":"ABCU1","from":"2026-03-12","to":null} withdrawn""",
        ]);

    [Fact]
    public void LastFreeDay_OfAContainerWhoseNumberIsLearnedLater_IsNotSetAnew() => News(Stories.Shipment().Told(
        Boxes.Listed(9, """{"last_free_day_date":"2026-03-10"}""", "2026-02-01T00:00:00Z"), Listed("2026-03-10", 2), Listed("2026-03-11", 3)))
        .ShouldBe(
        [
            """free_time:last_free_day:9 0 {"container":"9","from":null,"to":"2026-03-10"}""",
            """free_time:last_free_day:9 1 {"container":"ABCU1","from":"2026-03-10","to":"2026-03-11"}""",
        ]);

    [Fact]
    public void LastFreeDay_MovesWithTheZoneOfTheTerminal() => News(Stories.Shipment().Told(
        Listed("2026-03-10T07:00:00Z", 1),
        Boxes.Known(Boxes.Leg(802, "ocean", "port_of_loading", "port_of_unloading", zone: "Pacific/Honolulu"), "2026-02-02T00:00:00Z")))
        .ShouldBe(
        [
            """free_time:last_free_day:ABCU1 0 {"container":"ABCU1","from":null,"to":"2026-03-10"}""",
            """free_time:last_free_day:ABCU1 1 {"container":"ABCU1","from":"2026-03-10","to":"2026-03-09"}""",
        ]);

    [Fact]
    public void Available_WhenItCanBePickedUp() => News(Stories.Shipment().Told(Boxes.OnLeg("available_for_pickup", 9, 801, "2026-02-03T00:00:00Z")))
        .ShouldBe(["""free_time:available:9 0 {"container":"9","from":null,"to":"2026-02-03T00:00:00+00:00"}"""]);

    [Fact]
    public void Available_OnALegThatIsDeleted_IsWithdrawn() => News(Stories.Shipment().Told(
        Boxes.OnLeg("available_for_pickup", 9, 801, "2026-02-03T00:00:00Z"),
        Boxes.Known(Objects.Leg("801", "truck", fields: new JsonObject { ["deleted_at"] = "2026-02-04T00:00:00Z" }), "2026-02-04T00:00:00Z")))
        .ShouldBe(
        [
            """free_time:available:9 0 {"container":"9","from":null,"to":"2026-02-03T00:00:00+00:00"}""",
            """free_time:available:9 1 {"container":"9","from":"2026-02-03T00:00:00+00:00","to":null} withdrawn""",
        ]);

    [Fact]
    public void Appointment_OfAContainer_AndOfALeg()
    {
        var leg = Objects.Leg("803", "truck", fields: new JsonObject { ["additional_dates"] = new JsonObject { ["delivery_appointment_scheduled_for_date"] = "2026-02-11T12:00:00+01:00" } });
        News(Stories.Shipment().Told(
            Boxes.LegEvent("/shipment_leg#delivery_appointment_scheduled", Objects.Leg("803", "truck"), "2026-02-05T00:00:00Z"),
            Boxes.LegEvent("/shipment_leg#delivery_appointment_scheduled", leg, "2026-02-06T00:00:00Z"),
            Boxes.OnLeg("delivery_appointment_scheduled", 9, 803, "2026-02-07T00:00:00Z", """{"delivery_appointment_scheduled_for_date":"2026-02-12T00:00:00Z"}""")))
            .ShouldBe(
            [
                """appointment:leg:803 0 {"leg":"803","from":null,"to":null}""",
                """appointment:leg:803 1 {"leg":"803","from":null,"to":"2026-02-11T12:00:00+01:00"}""",
                """appointment:container:9 0 {"container":"9","from":null,"to":"2026-02-12T00:00:00+00:00"}""",
            ]);
    }

    [Fact]
    public void ContainerThatIsGone_HasNoNewsOfFreeTime() => News(Stories.Shipment().Told(
        Boxes.Listed(9, """{"actual_delivery_date":"2026-02-01T00:00:00Z","last_free_day_date":"2026-03-10","available_for_pickup_date":"2026-01-30T00:00:00Z"}"""))).ShouldBeEmpty();

    [Theory]
    [InlineData("free_time")]
    [InlineData("free_time:last_free_day")]
    [InlineData("appointment")]
    public void Topics_CanBeSubscribedTo(string topic) => Topics.IsTopic(topic).ShouldBeTrue();

    private static string[] News(Story<ShipmentView> story) =>
    [
        .. from told in story.Announcements
           where Topics.Covers("free_time", told.Thing) || Topics.Covers("appointment", told.Thing)
           let message = JsonNode.Parse(told.Message.Span)!.AsObject()
           let own = new JsonObject(message.Where(field => field.Key is "container" or "leg" or "from" or "to").Select(field => new KeyValuePair<string, JsonNode?>(field.Key, field.Value?.DeepClone())))
           select $"{told.Thing} {told.Revision} {own.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}{(message["withdrawn"]!.GetValue<bool>() ? " withdrawn" : "")}",
    ];

    private static Delivery Listed(string? lastFreeDay, int day) => Boxes.Listed(
        9, $$"""{"container_number":"ABCU1","last_free_day_date":{{(lastFreeDay is null ? "null" : $"\"{lastFreeDay}\"")}}}""", $"2026-02-{day:D2}T00:00:00Z");
}
