using System.Text;
using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

/// <summary>What lists are given: one JSON object, camelCase, nulls written, no field absent.</summary>
public sealed class HeadTests
{
    [Fact]
    public void ShipmentsRow_HasEveryField()
    {
        var head = Stories.Shipment().Told(
            Say.Event("/shipment#created", Objects.Data(Objects.Shipment(fields: new() { ["name"] = "Figs & dates", ["status"] = "departure_port" })), recorded: "2026-02-01T00:00:00Z"),
            Say.Event("departed", """{"etd":"2026-02-01"}""", "2026-02-02T01:00:00+01:00", "2026-02-02T00:00:00Z"),
            Say.Event("estimated_arrival", """{"eta":"2026-03-01"}""", recorded: "2026-02-03T00:00:00Z")).Head;

        head.Status.ShouldBe("departed");
        head.UpdatedAt.ShouldBe(Say.At("2026-03-01T00:00:00Z"));
        Row(head).ShouldBe(
            """
            {"id":"7001","status":"departed","phase":"in_transit","archived":false,"inferred":[],"reportedStatus":"departure_port","name":"Figs \u0026 dates","transportationMode":null,
            "lastMilestone":"departed","lastMilestoneAt":"2026-02-02T01:00:00+01:00","estimates":{"departure":null,"arrival":"2026-03-01T00:00:00+00:00"},
            "actuals":{"departure":"2026-02-02T01:00:00+01:00","arrival":null},"customs":null,"containers":0,"containerSummary":null,"attention":[],
            "version":3,"updatedAt":"2026-03-01T00:00:00+00:00"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void PurchaseOrdersRow_HasEveryField()
    {
        var head = Stories.PurchaseOrder().Told(Say.Event("po_created", """{"po_number":"PO-77","buyer":"Juniper Stores"}""", "2026-02-01T00:00:00Z")).Head;

        head.Status.ShouldBe("open");
        head.Search.ShouldBe("5001 po-77 juniper stores");
        Row(head).ShouldBe(
            """{"id":"5001","number":"PO-77","status":"open","archivedAt":null,"buyer":"Juniper Stores","seller":null,"attention":[],"version":1,"updatedAt":"2026-03-01T00:00:00+00:00"}""");
    }

    [Fact]
    public void InvoicesRow_WritesAmountsExactly()
    {
        var head = Stories.Invoice().Told(
            Say.Event("invoice_created", """{"total":{"amount":"6843.290","currency_code":"EUR"},"due_date":"2026-05-22","shipment_ids":[7,10]}""", "2026-02-01T00:00:00Z")).Head;

        head.Status.ShouldBe("outstanding");
        head.Search.ShouldBe("inv_9 7 flex-7 10 flex-10");
        Row(head).ShouldBe(
            """
            {"id":"inv_9","number":null,"status":"outstanding","total":{"amount":6843.290,"currency":"EUR"},"balance":null,"dueDate":"2026-05-22",
            "shipments":["7","10"],"attention":[],"version":1,"updatedAt":"2026-03-01T00:00:00+00:00"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void EmptyShipment_HasARowOfNulls() =>
        JsonNode.Parse(Stories.Shipment().Head.Row.Span)!.AsObject().Select(field => field.Key).ShouldBe(
            ["id", "status", "phase", "archived", "inferred", "reportedStatus", "name", "transportationMode", "lastMilestone", "lastMilestoneAt", "estimates", "actuals", "customs", "containers", "containerSummary", "attention", "version", "updatedAt"]);

    [Fact]
    public void ShipmentIsFoundBy_IdsNamesAndReferences()
    {
        var search = Stories.Shipment().Told(
            Say.Event("/shipment#created", Objects.Data(Objects.Shipment(fields: new() { ["name"] = "FIGS", ["booking"] = new JsonObject { ["id"] = 88 } })), recorded: "2026-02-01T00:00:00Z"),
            Say.Event("container_loaded", """{"container_number":"ABCU1234560"}""", "2026-02-02T00:00:00Z"),
            Say.Event("document_uploaded", """{"document_id":"Doc1","name":"Packing\nList.pdf"}""", "2026-02-02T00:00:00Z")).Head.Search;

        search.ShouldBe("7001 flex-7001 figs abcu1234560 88 doc1 packing list.pdf");
    }

    [Fact]
    public void Search_IsCutAt16000CharactersAndNeverInsideOne()
    {
        var story = Stories.Shipment();
        for (var i = 0; i < 1_000; i++) story.Told(Say.Event("document_uploaded", $$"""{"document_id":"{{i}}","name":"\ud83d\ude80\ud83d\ude80\ud83d\ude80\ud83d\ude80\ud83d\ude80\ud83d\ude80\ud83d\ude80\ud83d\ude80"}"""));

        story.Head.Search.Length.ShouldBeInRange(15_999, 16_000);
        char.IsHighSurrogate(story.Head.Search[^1]).ShouldBeFalse();
    }

    [Fact]
    public void LoneSurrogateInAnId_IsReplacedInRowAndSearch()
    {
        var head = new ShipmentRules(new()).Summarize(new EntityKey("default", EntityKind.Shipment, "7\ud800"), EntityState.Empty);

        head.Search.ShouldBe("7\ufffd flex-7\ufffd");
        JsonNode.Parse(head.Row.Span)!["id"]!.GetValue<string>().ShouldBe("7\ufffd");
    }

    [Fact]
    public void LongStatus_IsCutForTheFilterWithoutSplittingACharacter_AndWholeInTheRow()
    {
        var status = "x" + string.Concat(Enumerable.Repeat("\ud83d\ude80", 200));
        var told = $$$"""{"status":"{{{status}}}"}""";
        Head[] heads =
        [
            Stories.PurchaseOrder().Told(Say.Event("po_created", told, "2026-02-01T00:00:00Z")).Head,
            Stories.Invoice().Told(Say.Event("invoice_created", told, "2026-02-01T00:00:00Z")).Head,
        ];

        foreach (var head in heads)
        {
            head.Status.ShouldBe(status[..63]);
            JsonNode.Parse(head.Row.Span)!["status"]!.GetValue<string>().ShouldBe(status);
            (head with { Status = new string('y', 65) }).Status.ShouldBe(new string('y', 64));
        }
    }

    [Fact]
    public void LongStatusOfABooking_IsCutForTheFilter_AndWholeInTheView()
    {
        var status = new string('s', 500);
        var story = new Story<UnlinkedView>(new UnlinkedRules(), new EntityKey("default", EntityKind.Booking, "31"))
            .Told(Say.Event("/booking#updated", $$$"""{"resource":{"_object":"/booking","id":31,"status":"{{{status}}}"}}""", recorded: "2026-02-01T00:00:00Z"));

        story.Head.Status.ShouldBe(new string('s', 64));
        story.View.Booking!.Status.ShouldBe(status);
    }

    private static string Row(Head head) => Encoding.UTF8.GetString(head.Row.Span);
}
