using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.Relays;

/// <summary>What a shipment owes to what it names.</summary>
public sealed class LinkTests
{
    private static readonly EntityKey Shipment = Stories.Shipment7001;

    public static TheoryData<string, Part, string, Aspect, string, string> Facts => new()
    {
        // What the fact says, and whom it links.
        { "a booking's id", Part.Booking, "31", Aspect.Identity, "31", "default/4/31" },
        { "a document's id", Part.Document, "a/b=", Aspect.Identity, "a/b=", "default/5/a/b=" },
        { "a container's id", Part.Container, "9", Aspect.Identity, "9", "default/6/9" },
        { "a container's number", Part.Container, "ABCU1", Aspect.Number, "ABCU1", "default/6/ABCU1" },
        { "a number in small letters", Part.Container, "abcu1", Aspect.Number, "abcu1", "default/6/ABCU1" },
        { "an id of 128 bytes", Part.Booking, "x", Aspect.Identity, new string('x', 128), "default/4/" + new string('x', 128) },
        { "an id that is too long", Part.Booking, "x", Aspect.Identity, new string('x', 129), "" },
        { "an id with a control character", Part.Booking, "x", Aspect.Identity, "3\u00001", "" },
        { "half a character", Part.Booking, "x", Aspect.Identity, "3\ud800", "" },
        { "no id", Part.Booking, "x", Aspect.Identity, "", "" },
        { "a document's name", Part.Document, "list.pdf", Aspect.Name, "list.pdf", "" },
        { "a booking under its event's id", Part.Booking, "evt-1", Aspect.Status, "booked", "" },
        { "a leg's id", Part.Leg, "11", Aspect.Identity, "11", "" },
        { "the shipment's own id", Part.Whole, "", Aspect.Identity, "7001", "" },
        { "a seal", Part.Container, "9", Aspect.SealNumber, "S1", "" },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void ANamedThing_IsOwedALink(string says, Part part, string partId, Aspect aspect, string value, string linked)
    {
        var owed = Owed(Event(4, new Fact(new Thing(part, partId, aspect), new FactValue.Text(value))));

        string.Join(' ', owed.Select(relay => relay.To.ToString())).ShouldBe(linked, says);
        owed.ShouldAllBe(relay => relay.What == RelayKind.Link && relay.First == 4 && relay.Last == 4);
    }

    [Fact]
    public void NamedAgain_IsOwedNothing()
    {
        var network = Told("""[{"_object":"/ocean/shipment_container","id":9,"container_number":"ABCU1"}]""");
        network.Owed.Select(owed => owed.Relay.To.Id).ShouldBe(["ABCU1", "9"]);

        network.Deliver(Shipment, Containers("""[{"_object":"/ocean/shipment_container","id":9,"container_number":"abcu1"}]"""));
        network.Deliver(Shipment, Containers("""[{"_object":"/ocean/shipment_container","id":9}]"""));

        network.Owed.Count.ShouldBe(2);
    }

    [Fact]
    public void AContainerThatGetsItsNumberLater_IsLinkedByNumberThen()
    {
        var network = Told("""[{"_object":"/ocean/shipment_container","id":9}]""");

        network.Deliver(Shipment, Containers("""[{"_object":"/ocean/shipment_container","id":9,"container_number":"ABCU1"}]"""));

        network.Owed.Select(owed => (owed.Relay.To.Id, owed.Relay.First)).ShouldBe([("9", 1L), ("ABCU1", 2L)]);
    }

    [Fact]
    public void ANumberThatALaterRecordedOneHasDisplacedBeforeItCame_IsLinkedAllTheSame()
    {
        var network = new Network();

        network.Deliver(Shipment, Containers("""[{"_object":"/ocean/shipment_container","id":10,"container_number":"ABCU1"}]""", "2026-01-02T00:00:00Z"));
        network.Deliver(Shipment, Containers("""[{"_object":"/ocean/shipment_container","id":9,"container_number":"ABCU1"}]""", "2026-01-01T00:00:00Z"));

        network.Owed.Select(owed => owed.Relay.To.Id).ShouldBe(["ABCU1", "10", "9"]);
    }

    [Fact]
    public void WhatIsTakenBack_NamesNothing() =>
        Owed(Event(1, new Fact(new Thing(Part.Container, "9", Aspect.Number), null))).ShouldBeEmpty();

    [Fact]
    public void OneEventThatNamesFiveThousand_OwesFourThousand() =>
        Owed(Event(1, [.. Enumerable.Range(0, 5_000).Select(i => new Fact(new Thing(Part.Container, $"{i}", Aspect.Identity), new FactValue.Text($"{i}")))]))
            .Count.ShouldBe(4_000);

    private static IReadOnlyList<Relay> Owed(AcceptedEvent accepted) =>
        new ShipmentRules(new()).Apply(Shipment, EntityState.Empty with { Version = accepted.Version - 1 }, accepted).Relays;

    private static AcceptedEvent Event(long version, params Fact[] facts) =>
        new(version, new EventId("evt-1"), "x", Say.At("2026-01-01T00:00:00Z"), Say.At("2026-01-01T00:00:00Z"), Say.At("2026-01-01T00:00:00Z"), facts);

    private static Network Told(string containers)
    {
        var network = new Network();
        network.Deliver(Shipment, Containers(containers));
        return network;
    }

    private static Delivery Containers(string containers, string recorded = "2026-01-01T00:00:00Z") =>
        Say.Event("/shipment#updated_route", Objects.Data(containers: (JsonArray)JsonNode.Parse(containers)!), recorded, recorded);
}
