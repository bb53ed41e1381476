using System.Text.Json.Nodes;
using CsCheck;
using Grains.Interfaces.Entities;
using static Grains.Domain.Tests.Relays.Network;

namespace Grains.Domain.Tests.Relays;

/// <summary>Whatever comes first, and whenever it is told: in the end each shipment has heard the same, and shows the same.</summary>
public sealed class OrderTests
{
    private static readonly EntityKey[] Shipments = [Key(EntityKind.Shipment, "7001"), Key(EntityKind.Shipment, "7002")];

    private static readonly Gen<string> Instant = Gen.OneOf("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z");

    private static readonly Gen<string> Number = Gen.OneOf("ABCU1", "abcu1", "ABCU2");

    private static readonly Gen<string> ContainerId = Gen.OneOf("9", "10");

    private static readonly Gen<(EntityKey To, string Name, string Data)> OfShipment =
        from shipment in Gen.OneOf("7001", "7002").Select(static id => Key(EntityKind.Shipment, id))
        from booking in Gen.OneOf("31", "32", "")
        from document in Gen.OneOf("d1", "d2", "")
        from id in ContainerId
        from number in Gen.OneOf(Number, Gen.Const(""))
        select (shipment, "/document#document_created", Naming(shipment.Id, booking, document, id, number));

    private static readonly Gen<(EntityKey To, string Name, string Data)> Held = Gen.OneOf(
        Gen.OneOf("31", "32").Select(id => (Key(EntityKind.Booking, id), "booking_confirmed", $$"""{"booking_id":"{{id}}"}""")),
        Gen.OneOf("d1", "d2").Select(id => (Key(EntityKind.Document, id), "document_uploaded", $$"""{"document_id":"{{id}}"}""")),
        Number.Select(number => (Key(EntityKind.Container, number.ToUpperInvariant()), "container_loaded", $$"""{"container_number":"{{number}}"}""")),
        Gen.Select(ContainerId, Number).Select((id, number) => (Key(EntityKind.Container, id), "/ocean/shipment_container#empty_returned", Container(id, number))));

    private static readonly Gen<(EntityKey To, string Name, string Data)> Invoice =
        from shipments in Gen.OneOf("7001", "7002").List[0, 2]
        from status in Gen.OneOf("outstanding", "paid")
        select (
            Key(EntityKind.Invoice, "inv"), "invoice_created",
            new JsonObject { ["status"] = status, ["shipment_ids"] = new JsonArray([.. shipments.Select(id => (JsonNode)id)]) }.ToJsonString());

    private static readonly Gen<(EntityKey To, Delivery Delivery)[]> History =
        Gen.Select(Gen.OneOf(OfShipment, Held, Invoice), Instant, Instant).Array[1, 12].Select(drawn => drawn.Select((it, i) =>
            (it.Item1.To, Say.Event(it.Item1.Name, it.Item1.Data, it.Item2, it.Item3, $"e{i:D2}"))).ToArray());

    [Fact]
    public void AnyOrder_AnyTimeOfTelling_TheShipmentsHearAndShowTheSame()
    {
        var most = 0;
        Gen.Select(History, Gen.Int).Sample(
            (history, seed) =>
            {
                var random = new Random(seed);
                var expected = Run(history, new Random(0), tellBetween: false);
                var shuffled = history.ToArray();
                random.Shuffle(shuffled);
                var actual = Run(shuffled, random, tellBetween: true);

                foreach (var shipment in Shipments)
                {
                    actual.Events(shipment).ShouldBe(expected.Events(shipment));
                    actual.View(shipment).ShouldBe(expected.View(shipment));
                }

                foreach (var (to, _) in history.Where(one => one.To.Kind != EntityKind.Shipment))
                    actual.Shipments(to).ShouldBe(expected.Shipments(to));
                Interlocked.Exchange(ref most, Math.Max(most, expected.Events(Shipments[0]).Count()));
            },
            iter: Iterations.UpTo(600));

        // Random worlds in which nothing is told would show nothing.
        most.ShouldBeGreaterThan(6);
    }

    private static Network Run((EntityKey To, Delivery Delivery)[] history, Random random, bool tellBetween)
    {
        var network = new Network();
        foreach (var (to, delivery) in history)
        {
            network.Deliver(to, delivery);
            while (tellBetween && network.Owes && random.Next(2) == 0) network.Tell(random.Next(network.Owed.Count));
        }

        while (network.Owes) network.Tell(random.Next(network.Owed.Count));
        return network;
    }

    private static string Naming(string shipment, string booking, string document, string id, string number)
    {
        var data = new JsonObject
        {
            ["shipment"] = Objects.Shipment(shipment, fields: booking == "" ? null : new() { ["booking"] = new JsonObject { ["id"] = booking } }),
            ["containers"] = new JsonArray(Box(id, number)),
        };
        if (document != "") data["resource"] = new JsonObject { ["_object"] = "/document", ["id"] = document };
        return data.ToJsonString();
    }

    private static string Container(string id, string number) => new JsonObject { ["resource"] = Box(id, number) }.ToJsonString();

    private static JsonObject Box(string id, string number)
    {
        var box = new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = id };
        if (number != "") box["container_number"] = number;
        return box;
    }
}
