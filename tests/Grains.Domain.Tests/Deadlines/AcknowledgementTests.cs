using System.Text.Json.Nodes;
using Grains.Domain.Entities;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>A person has seen what needs attention: it leaves the list, and comes back when it gets worse or when its time has come.</summary>
public sealed class AcknowledgementTests
{
    [Fact]
    public void WhatIsAcknowledged_IsShownWithWhoAndWhy_AndLeavesTheList()
    {
        var story = Overdue();
        (Terms(story), Row(story)).ShouldBe(("arrival_overdue", """["arrival_overdue"]"""));
        var announced = story.Announcements.Count;

        story.Acknowledge("2026-02-13T09:00:00.5Z", "arrival_overdue", "Ada", "carrier called").Outcome.ShouldBe(AcknowledgementOutcome.Accepted);

        story.View.Attention.ShouldBe([new("arrival_overdue", null, "overdue", Say.At("2026-02-12T12:00:00Z"), null)
        {
            Who = "Ada", Why = "carrier called", AcknowledgedAt = Say.At("2026-02-13T09:00:00.5Z"),
        }]);
        (Terms(story), Row(story)).ShouldBe(("acknowledged:arrival_overdue", "[]"));
        story.Head.NextDeadlineAt.ShouldBeNull();
        story.Announcements.Count.ShouldBe(announced);
    }

    [Fact]
    public void ItComesBack_WhenTheStageRises()
    {
        var story = FreeTime().At("2026-03-08T07:00:00Z");
        story.Acknowledge("2026-03-08T08:00:00Z", "free_time", subject: "abcu1").Attention!.Subject.ShouldBe("ABCU1");
        Terms(story).ShouldBe("acknowledged:free_time");

        story.At("2026-03-09T07:00:00Z");

        var open = story.View.Attention.ShouldHaveSingleItem();
        (open.Stage, open.Who, open.AcknowledgedAt).ShouldBe(("48h", null, null));
        Terms(story).ShouldBe("free_time");
    }

    [Fact]
    public void AContainer_IsNamedInWhateverSpelling() =>
        FreeTime("ABCU1234567", "ABCU1234572").At("2026-03-08T07:00:00Z").Acknowledge("2026-03-08T08:00:00Z", "free_time", subject: " abcu 123456-7").Attention!.Subject.ShouldBe("ABCU1234567");

    [Fact]
    public void ItComesBack_WhenItOpensAnewAtAnotherTime()
    {
        var story = Overdue();
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue");

        story.Told(Estimate("2026-02-15T12:00:00Z", "2026-02-13T10:00:00Z")).View.Attention.ShouldBeEmpty();
        story.At("2026-02-17T12:00:00Z").View.Attention.ShouldHaveSingleItem().AcknowledgedAt.ShouldBeNull();
    }

    [Fact]
    public void FreeTimeThatIsShortenedByDays_IsToldAtItsNewStage_AndComesBackToTheList()
    {
        var story = FreeTime().At("2026-03-09T07:00:00Z");
        story.Acknowledge("2026-03-09T08:00:00Z", "free_time");
        (story.View.Attention[0].Stage, Terms(story)).ShouldBe(("48h", "acknowledged:free_time"));

        // The last free day was the 8th: what had been 48 hours before the end is its end.
        story.Told(LastFreeDay("2026-03-08T08:00:00Z", "2026-03-09T09:00:00Z")).At("2026-03-09T10:00:00Z");

        (story.View.Attention[0].Stage, story.View.Attention[0].Who, Terms(story)).ShouldBe(("expired", null, "free_time"));
        Fired(story).ShouldBe(["48h", "expired"]);
    }

    [Fact]
    public void FreeTimeThatIsExtendedByDays_SaysNothingOfALesserStage()
    {
        var story = FreeTime().At("2026-03-09T07:00:00Z");
        story.Acknowledge("2026-03-09T08:00:00Z", "free_time");

        story.Told(LastFreeDay("2026-03-11T07:00:00Z", "2026-03-09T09:00:00Z")).At("2026-03-09T10:00:00Z");

        (story.View.Attention[0].Stage, Terms(story)).ShouldBe(("72h", "acknowledged:free_time"));
        Fired(story).ShouldBe(["48h"]);
        Fired(story.At("2026-03-10T07:00:00Z")).ShouldBe(["48h", "48h"]);
    }

    [Fact]
    public void WhatIsSnoozed_ComesBackAtItsTime_ByAnEntryOfItsOwn_WithoutAnAnnouncement()
    {
        var story = Overdue();
        var announced = story.Announcements.Count;
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", "Ada", until: "2026-02-14T09:00:00+01:00");
        (story.View.Attention[0].Until, story.Head.NextDeadlineAt).ShouldBe((Say.At("2026-02-14T08:00:00Z"), Say.At("2026-02-14T08:00:00Z")));
        Terms(story).ShouldBe("acknowledged:arrival_overdue");
        story.Due("2026-02-14T07:59:59Z").ShouldBeEmpty();
        story.Due("2026-02-14T08:00:00Z").ShouldHaveSingleItem().EventId.Value.ShouldBe("deadline:snooze_over:arrival_overdue::20260214T080000Z");

        story.At("2026-02-14T08:00:00Z");

        (story.View.Attention[0].Who, story.View.Attention[0].Until, story.Head.NextDeadlineAt).ShouldBe((null, null, null));
        Terms(story).ShouldBe("arrival_overdue");
        story.Due("2027-01-01T00:00:00Z").ShouldBeEmpty();
        story.Announcements.Count.ShouldBe(announced);
    }

    [Fact]
    public void WhatIsSaidLater_Stands_EvenWhereTheClockWentBack()
    {
        var story = Overdue();
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", "Ada", until: "2026-02-20T00:00:00Z");
        story.Acknowledge("2026-02-13T08:00:00Z", "arrival_overdue", "Ben", "on it").Outcome.ShouldBe(AcknowledgementOutcome.Accepted);

        var open = story.View.Attention.ShouldHaveSingleItem();
        (open.Who, open.Why, open.Until, story.Head.NextDeadlineAt).ShouldBe(("Ben", "on it", null, null));
        open.AcknowledgedAt.ShouldBe(Say.At("2026-02-13T09:00:00Z").AddMicroseconds(1));
    }

    [Fact]
    public void SayingTheSameAgain_AddsNothing()
    {
        var story = Overdue();
        var first = story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", "Ada", "on it");
        var again = story.Acknowledge("2026-02-13T10:00:00Z", "arrival_overdue", "Ada", "on it");

        (again.Outcome, again.Entry, again.SaidBefore, again.Attention).ShouldBe((AcknowledgementOutcome.Unchanged, null, first.Entry!.EventId, first.Attention));
        // After another word in between it is a word of its own.
        story.Acknowledge("2026-02-13T11:00:00Z", "arrival_overdue", "Ben");
        story.Acknowledge("2026-02-13T12:00:00Z", "arrival_overdue", "Ada", "on it").Outcome.ShouldBe(AcknowledgementOutcome.Accepted);
        story.View.Attention[0].Who.ShouldBe("Ada");
    }

    [Fact]
    public void ARetry_DoesNotOverruleWhatSomebodyElseHasSaidSince()
    {
        var story = Overdue();
        var request = Guid.NewGuid();
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", "Ada", request: request);
        story.Acknowledge("2026-02-13T09:00:01Z", "arrival_overdue", "Ben");

        var again = story.Acknowledge("2026-02-13T09:00:02Z", "arrival_overdue", "Ada", request: request);

        (again.Outcome, again.Entry, again.Attention!.Who).ShouldBe((AcknowledgementOutcome.Unchanged, null, "Ben"));
        story.View.Attention[0].Who.ShouldBe("Ben");
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        Stories.Shipment().Acknowledge("2026-02-13T09:00:00Z", "silence").Outcome.ShouldBe(AcknowledgementOutcome.UnknownEntity);
        var story = Overdue();
        story.Acknowledge("2026-02-13T09:00:00Z", "silence").Outcome.ShouldBe(AcknowledgementOutcome.NothingOpen);
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", subject: "ABCU1").Outcome.ShouldBe(AcknowledgementOutcome.NothingOpen);
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", until: "2026-02-13T09:00:00Z").Outcome.ShouldBe(AcknowledgementOutcome.Past);
        FreeTime("ABCU1", "ABCU2").At("2026-03-08T07:00:00Z").Acknowledge("2026-03-08T08:00:00Z", "free_time").Outcome.ShouldBe(AcknowledgementOutcome.Ambiguous);
    }

    [Fact]
    public void OfSeveralContainers_OnlyTheNamedOneIsAcknowledged()
    {
        var story = FreeTime("ABCU1", "ABCU2").At("2026-03-08T07:00:00Z");
        story.Acknowledge("2026-03-08T08:00:00Z", "free_time", subject: "ABCU2");

        story.View.Attention.Select(one => (one.Subject, one.Who)).ShouldBe([("ABCU1", null), ("ABCU2", "Ada")]);
        (Terms(story), Row(story)).ShouldBe(("acknowledged:free_time free_time", """["free_time"]"""));
    }

    [Fact]
    public void InvoicesAndOrders_CanBeAcknowledgedToo_AndAnInvoiceTellsItsShipmentsNothingOfIt()
    {
        var invoice = Stories.Invoice().Told(Say.Event("invoice_created", """{"shipment_id":"7001","due_date":"2026-02-10"}""", recorded: "2026-02-01T00:00:00Z")).At("2026-02-11T00:00:00Z");
        var entry = invoice.Acknowledge("2026-02-11T09:00:00Z", "payment", "Ada", until: "2026-02-13T00:00:00Z").Entry!;
        invoice.View.Attention.ShouldHaveSingleItem().Who.ShouldBe("Ada");
        new Domain.Invoices.InvoiceRules(new()).Apply(
            new("default", Interfaces.Entities.EntityKind.Invoice, "inv_9"), invoice.State, new(9, entry.EventId, entry.Type, entry.At, entry.At, entry.At, entry.Facts)).Relays.ShouldBeEmpty();

        var order = Stories.PurchaseOrder().Told(Say.Event("po_created", """{"cargo_ready_date":"2026-02-10"}""", recorded: "2026-02-01T00:00:00Z")).At("2026-02-11T00:00:00Z");
        order.Acknowledge("2026-02-11T09:00:00Z", "cargo_ready");
        order.View.Attention.ShouldHaveSingleItem().Who.ShouldBe("Ada");
        order.Head.Terms.ShouldContain("attention:acknowledged:cargo_ready");
    }

    [Fact]
    public void ItIsInTheSnapshot()
    {
        var story = Overdue();
        story.Acknowledge("2026-02-13T09:00:00Z", "arrival_overdue", until: "2026-02-20T00:00:00Z");
        var rules = new Domain.Shipments.ShipmentRules(new());

        var back = StateCodec.DecodeState(StateCodec.EncodeState(story.State));

        rules.View(Stories.Shipment7001, back).Attention.ShouldBe(story.View.Attention);
        rules.Due(back, Say.At("2026-02-20T00:00:00Z")).Select(due => due.EventId).ShouldBe(story.Due("2026-02-20T00:00:00Z").Select(due => due.EventId));
    }

    [Fact]
    public void LookingWhatIsDue_MakesNoTexts_HoweverManyContainersAndStagesThereAre()
    {
        var rules = new Domain.Shipments.ShipmentRules(new());
        var story = FreeTime([.. Enumerable.Range(0, 100).Select(i => $"ABCU{i}")]).At("2026-03-11T07:00:00Z");
        story.View.Attention.Count.ShouldBe(100);
        var now = Say.At("2026-03-11T08:00:00Z");
        rules.Due(story.State, now);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) rules.Due(story.State, now);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;

        // The watches themselves are made once; a text for each stage would be hundreds of thousands of bytes.
        each.ShouldBeLessThan(2_000);
    }

    private static string Terms(Story<ShipmentView> story) =>
        string.Join(' ', story.Head.Terms.Where(static term => term.StartsWith("attention:", StringComparison.Ordinal)).Select(static term => term["attention:".Length..]));

    private static string Row(Story<ShipmentView> story) => JsonNode.Parse(story.Head.Row.Span)!["attention"]!.ToJsonString();

    private static string[] Fired(Story<ShipmentView> story) =>
    [
        .. story.Announcements.Where(static one => one.Thing.StartsWith("deadline:free_time", StringComparison.Ordinal)).Select(static one => JsonNode.Parse(one.Message.Span)!["stage"]!.GetValue<string>()),
    ];

    private static Interfaces.Entities.Delivery LastFreeDay(string day, string recorded) => Say.Event(
        "/shipment#updated_route",
        $$"""{"shipment":{"_object":"/shipment","id":7001},"containers":[{"_object":"/ocean/shipment_container","id":1,"container_number":"ABCU1","last_free_day_date":"{{day}}"}]}""",
        recorded, recorded);

    private static Story<ShipmentView> Overdue() => Stories.Shipment().Told(Estimate("2026-02-10T12:00:00Z", "2026-02-01T00:00:00Z")).At("2026-02-12T12:00:00Z");

    private static Interfaces.Entities.Delivery Estimate(string arrival, string recorded) => Say.Event("estimated_arrival", $$"""{"value":"{{arrival}}"}""", recorded: recorded);

    /// <summary>Containers in Los Angeles whose last free day is 10 March, which ends at 07:00Z of the 11th.</summary>
    private static Story<ShipmentView> FreeTime(params string[] numbers)
    {
        if (numbers.Length == 0) numbers = ["ABCU1"];
        var terminal = new JsonObject { ["place"] = new JsonObject { ["name"] = "Pier 9", ["address"] = new JsonObject { ["timezone"] = "America/Los_Angeles" } } };
        return Stories.Shipment().Told([.. numbers.Select((number, i) => Say.Event(
            "/ocean/shipment_container#free_time_to_expire",
            Objects.Data(new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = i + 1, ["container_number"] = number, ["last_free_day_date"] = "2026-03-10T07:00:00.000Z" }, location: (JsonObject)terminal.DeepClone()),
            "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"))]);
    }
}
