using System.Text.Json.Nodes;

namespace Grains.Domain.Tests.Shipments;

/// <summary>What an event's own type says stands before a null in the object that it carries: objects lag.</summary>
public sealed class LaggingObjectTests
{
    private const string At = "2026-02-01T00:00:00Z";

    [Theory]
    [InlineData("/shipment_leg#departed", "actual_departure_date", "departed")]
    [InlineData("/shipment_leg#arrived", "actual_arrival_date", "arrived")]
    // The object's own stamp is later than the event's.
    [InlineData("/shipment_leg#departed", "actual_departure_date", "departed", "2026-02-02T00:00:00Z")]
    public void Leg(string type, string field, string milestone, string? updated = null)
    {
        var leg = Objects.Leg("801", "ocean", fields: new JsonObject { [field] = null, ["updated_at"] = updated });

        Stories.Shipment().Told(Say.Event(type, Objects.Data(leg), At, At)).View.Milestones.ShouldHaveSingleItem().Milestone.ShouldBe(milestone);
    }

    [Fact]
    public void Shipment() =>
        Stories.Shipment().Told(Say.Event(
                "/shipment#delivered_in_full", Objects.Data(Objects.Shipment(updatedAt: "2026-02-02T00:00:00Z", fields: new() { ["actual_delivered_in_full_date"] = null })), At, At))
            .View.Status.ShouldBe("delivered");

    [Fact]
    public void EmptyReturned()
    {
        var box = Stories.Shipment().Told(Say.Event(
            "/ocean/shipment_container#empty_returned", Objects.Data(Boxes.Object(9, """{"empty_returned_date":null,"updated_at":"2026-02-02T00:00:00Z"}""")), At, At))
            .View.Containers.ShouldHaveSingleItem();

        (box.EmptyReturnedAt, box.Stage).ShouldBe((Say.At(At), "empty_returned"));
    }

    [Theory]
    [InlineData("loaded_on_board", """{"actual_load_date":null}""", "loaded")]
    [InlineData("unloaded_off_board", """{"actual_discharge_date":null}""", "discharged")]
    [InlineData("available_for_pickup", """{"available_for_pickup_date":null}""", "available")]
    public void ContainerLeg(string name, string dates, string stage) =>
        Stories.Shipment().Told(Boxes.OnLeg(name, 9, 801, At, dates)).View.Containers.ShouldHaveSingleItem().Stage.ShouldBe(stage);

    [Fact]
    public void ValueInTheObject_StandsBeforeTheTimeOfTheEvent() =>
        Stories.Shipment().Told(Say.Event(
                "/ocean/shipment_container#empty_returned", Objects.Data(Boxes.Object(9, """{"empty_returned_date":"2026-01-30"}""")), At, At))
            .View.Containers.ShouldHaveSingleItem().EmptyReturnedOn.ShouldBe("2026-01-30");

    [Fact]
    public void NullInALaterEventsObject_StillWithdraws() =>
        Stories.Shipment().Told(
                Say.Event("/ocean/shipment_container#empty_returned", Objects.Data(Boxes.Object(9)), At, At),
                Boxes.Listed(9, """{"empty_returned_date":null}""", "2026-02-03T00:00:00Z"))
            .View.Containers.ShouldHaveSingleItem().Stage.ShouldBeNull();
}
