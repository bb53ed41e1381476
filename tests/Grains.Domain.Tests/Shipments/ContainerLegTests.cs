using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>A container leg's <c>dates</c>, in all the shapes that they come in.</summary>
public sealed class ContainerLegTests
{
    private const string Note = "/shipment_container_leg#updated_estimated_available_for_pickup";

    private static readonly Dictionary<string, Func<ContainerView, DateTimeOffset?>> Fields = new()
    {
        ["loaded"] = box => box.LoadedAt,
        ["unloaded"] = box => box.UnloadedAt,
        ["available"] = box => box.Available.Actual,
        ["estimated available"] = box => box.Available.Estimated,
        ["appointment"] = box => box.AppointmentAt,
    };

    [Theory]
    [InlineData("""{"actual_discharge_date":"2026-02-01T19:54:06.000Z"}""", "unloaded")]
    [InlineData("""[{"actual_discharge_date":"2026-02-01T19:54:06.000Z"}]""", "unloaded")]
    [InlineData("""[{"name":"actual_discharge_date","date":"2026-02-01T19:54:06.000Z"}]""", "unloaded")]
    [InlineData("""[{"type":"actual_discharge_date","value":"2026-02-01T19:54:06.000Z"}]""", "unloaded")]
    [InlineData("""[7,null,[],{"name":"unheard_of","date":"2026-01-01"},{"name":"actual_load_date","date":"2026-02-01T19:54:06.000Z"}]""", "loaded")]
    [InlineData("""{"actual_loaded_on_board_date":"2026-02-01T19:54:06.000Z"}""", "loaded")]
    [InlineData("""{"available_for_pickup_date":"2026-02-01T19:54:06.000Z"}""", "available")]
    [InlineData("""{"estimated_available_for_pickup_date":"2026-02-01T19:54:06.000Z"}""", "estimated available")]
    [InlineData("""[{"name":"estimated_available_for_pickup_date","date":"2026-02-01T19:54:06.000Z"}]""", "estimated available")]
    [InlineData("""{"delivery_appointment_scheduled_for_date":"2026-02-01T19:54:06.000Z"}""", "appointment")]
    public void Dates_AreReadInEveryShape(string dates, string field)
    {
        var box = Stories.Shipment().Told(Leg(dates, "2026-02-02T00:00:00Z")).View.Containers.ShouldHaveSingleItem();

        box.Id.ShouldBe("9001");
        foreach (var (name, value) in Fields) value(box).ShouldBe(name == field ? Say.At("2026-02-01T19:54:06Z") : null, name);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"soon\"")]
    [InlineData("17")]
    [InlineData("""{"actual_discharge_date":"soon"}""")]
    [InlineData("""[{"name":"actual_discharge_date"}]""")]
    public void DatesThatSayNothing_LeaveTheContainerKnownByItsId(string dates)
    {
        var box = Stories.Shipment().Told(Leg(dates, "2026-02-02T00:00:00Z")).View.Containers.ShouldHaveSingleItem();

        box.Id.ShouldBe("9001");
        Fields.Values.ShouldAllBe(value => value(box) == null);
    }

    [Fact]
    public void NullOfOneLeg_DoesNotTakeBackWhatAnotherOfTheSameContainerSaid() =>
        Stories.Shipment().Told(
                Leg("""{"actual_discharge_date":"2026-02-01T00:00:00Z"}""", "2026-02-02T00:00:00Z"),
                Leg("""{"actual_discharge_date":null}""", "2026-02-03T00:00:00Z", leg: 802))
            .View.Containers.ShouldHaveSingleItem().UnloadedAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));

    [Fact]
    public void NullOfALeg_TakesBackWhatWasSaidOfTheContainerOnThatLeg() =>
        Stories.Shipment().Told(
                Leg("""{"actual_discharge_date":"2026-02-01T00:00:00Z"}""", "2026-02-02T00:00:00Z"),
                Leg("""{"actual_discharge_date":null}""", "2026-02-03T00:00:00Z"))
            .View.Containers.ShouldHaveSingleItem().UnloadedAt.ShouldBeNull();

    [Theory]
    [InlineData("""[{"actual_discharge_date":null},{"actual_discharge_date":"2026-02-01T00:00:00Z"}]""")]
    [InlineData("""[{"actual_discharge_date":"2026-02-01T00:00:00Z"},{"actual_discharge_date":null}]""")]
    [InlineData("""{"actual_discharge_date":null,"actual_unloaded_date":"2026-02-01T00:00:00Z"}""")]
    public void NullBesideADateOfTheSame_SaysNothing(string dates) =>
        Stories.Shipment().Told(Leg(dates, "2026-02-02T00:00:00Z")).View.Containers.ShouldHaveSingleItem().UnloadedAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));

    [Fact]
    public void ObjectsDate_StandsBeforeTheTimeOfTheEvent() =>
        Stories.Shipment().Told(Leg(
                """{"actual_discharge_date":"2026-02-01T00:00:00Z"}""", "2026-02-03T00:00:00Z", "/ocean/shipment_container_leg#unloaded_off_board", "2026-02-02T00:00:00Z"))
            .View.Containers.ShouldHaveSingleItem().UnloadedAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));

    private static Delivery Leg(string dates, string recorded, string type = Note, string? occurred = null, int leg = 801) => Say.Event(
        type,
        Objects.Data(new JsonObject
        {
            ["_object"] = "/ocean/shipment_container_leg",
            ["id"] = 71,
            ["dates"] = JsonNode.Parse(dates),
            ["shipment_container"] = new JsonObject { ["_object"] = "/api/refs/object", ["ref_type"] = "/ocean/shipment_container", ["id"] = 9001 },
            ["leg"] = new JsonObject { ["_object"] = "/api/refs/object", ["ref_type"] = "/shipment_leg", ["id"] = leg },
        }),
        occurred,
        recorded);

    [Fact]
    public void ListedContainerThatLags_TakesNothingFromWhatTheEventIsAbout()
    {
        var leg = new JsonObject
        {
            ["_object"] = "/ocean/shipment_container_leg",
            ["id"] = 71,
            ["dates"] = new JsonObject { ["available_for_pickup_date"] = "2026-02-04T00:00:00Z" },
            ["shipment_container"] = new JsonObject { ["_object"] = "/api/refs/object", ["ref_type"] = "/ocean/shipment_container", ["id"] = 9001 },
        };
        var listed = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9001, ["available_for_pickup_date"] = null };

        Stories.Shipment().Told(Say.Event("/ocean/shipment_container_leg#available_for_pickup", Objects.Data(leg, containers: [listed])))
            .View.Containers.ShouldHaveSingleItem().Available.Actual.ShouldBe(Say.At("2026-02-04T00:00:00Z"));
    }
}
