using System.Text.Json.Nodes;
using CsCheck;
using Grains.Domain.Shipments;
using Grains.Domain.Tests.Histories;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments.Papers;

/// <summary>Lists that grow and shrink, keys that come and go, papers of every kind: any order, any repetition, the same view.</summary>
public sealed class PaperOrderTests
{
    private static readonly Fold<ShipmentView> Fold = new(new ShipmentRules(new()), Stories.Shipment7001);

    private static readonly Gen<string> Day = Gen.OneOf("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z");

    private static readonly Gen<JsonNode?> Companies = Gen.Frequency(
        (1, Gen.Const((JsonNode?)null)),
        (4, Gen.Select(Gen.Int[1, 4], Gen.OneOf("Aster", "Bryony")).Array[0, 3].Select(drawn =>
            (JsonNode?)new JsonArray([.. drawn.Select(it => (JsonNode)new JsonObject { ["id"] = it.Item1, ["name"] = it.Item2 })]))));

    private static readonly Gen<JsonNode?> Metadata = Gen.Frequency(
        (1, Gen.Const((JsonNode?)null)),
        (4, Gen.Select(Gen.OneOf("a", "b", "c"), Gen.OneOf("1", "2").Array[0, 2]).Array[0, 3].Select(drawn => (JsonNode?)Keys(drawn))));

    private static readonly Gen<JsonNode?> Items = Gen.OneOf("P1", "P2", "P3").Array[0, 3].Select(drawn =>
        (JsonNode?)new JsonArray([.. drawn.Select(number => (JsonNode)new JsonObject { ["purchase_order_number"] = number })]));

    private static readonly Gen<(string Name, string Data)> FullShipment =
        from shippers in Companies
        from buyers in Companies
        from metadata in Metadata
        from items in Items
        from there in Gen.Int[0, 15]
        from updated in Day
        select ("/shipment#created", Objects.Data(Some(
            there,
            new JsonObject { ["_object"] = "/shipment", ["id"] = 7001, ["updated_at"] = updated },
            ("shippers", shippers), ("buyers", buyers), ("metadata", metadata), ("items", items))));

    private static readonly Gen<(string Name, string Data)> Paper =
        from name in Gen.OneOf("/document#document_created", "/shipment#booking_confirmed", "booking_amended", "document_uploaded", "bill_of_lading_ready")
        from id in Gen.OneOf("8", "9")
        from text in Gen.OneOf("x", "y")
        from archived in Gen.OneOf<string?>(null, "2026-01-05T00:00:00Z")
        select (name, PaperOf(name, id, text, archived));

    [Fact]
    public void PaperHistories_ShuffledAndRepeated_GiveTheSameViewAndTheSameTerms() =>
        Gen.Select(Gen.OneOf(FullShipment, Paper), Day, Day).Array[1, 9].Select(Gen.Int).Sample(
            (drawn, seed) =>
            {
                var history = drawn.Select((it, i) => Say.Event(it.Item1.Name, it.Item1.Data, it.Item2, it.Item3, $"x{i}")).ToArray();
                var random = new Random(seed);
                Delivery[] told = [.. history, .. history.Where(_ => random.Next(2) == 0)];
                random.Shuffle(told);

                var (expected, _) = Fold.Of(history);
                var (state, _) = Fold.Of(told);

                string.Equals(Fold.OrderFree(state), Fold.OrderFree(expected), StringComparison.Ordinal).ShouldBeTrue(Fold.OrderFree(state));
                var rules = new ShipmentRules(new());
                rules.Summarize(Stories.Shipment7001, state).Terms.ShouldBe(rules.Summarize(Stories.Shipment7001, expected).Terms);
            },
            iter: 4_000);

    private static JsonObject Some(int there, JsonObject shipment, params (string Name, JsonNode? Value)[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if ((there & (1 << i)) != 0) shipment[fields[i].Name] = fields[i].Value?.DeepClone();
        }

        return shipment;
    }

    private static string PaperOf(string name, string id, string text, string? archived) => name switch
    {
        "/document#document_created" => Objects.Data(new JsonObject { ["_object"] = "/document", ["id"] = id, ["document_type"] = text, ["archived_at"] = archived }),
        "/shipment#booking_confirmed" => Objects.Data(new JsonObject { ["_object"] = "/booking", ["id"] = id, ["status"] = text, ["cargo_ready_date"] = archived }),
        _ => new JsonObject { ["booking_id"] = id, ["document_id"] = id, ["name"] = text, ["status"] = text, ["archived_at"] = archived }.ToJsonString(),
    };

    private static JsonObject Keys((string, string[])[] drawn)
    {
        var keys = new JsonObject();
        foreach (var (key, values) in drawn) keys[key] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return keys;
    }
}
