using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>What is watched of invoices and purchase orders.</summary>
public sealed class PaperWatchTests
{
    [Theory]
    [InlineData("outstanding", "2026-02-06T23:59:59Z", "")]
    [InlineData("outstanding", "2026-02-07T00:00:00Z", "due_soon")]
    [InlineData("outstanding", "2026-02-10T23:59:59Z", "due_soon")]
    [InlineData("outstanding", "2026-02-11T00:00:00Z", "past_due")]
    [InlineData("past_due", "2026-02-11T00:00:00Z", "past_due")]
    [InlineData("payment_pending", "2026-02-11T00:00:00Z", "")]
    [InlineData("Payment_Pending", "2026-02-11T00:00:00Z", "")]
    [InlineData("Paid", "2026-02-11T00:00:00Z", "")]
    [InlineData("VOID", "2026-02-11T00:00:00Z", "")]
    [InlineData("paid", "2026-02-11T00:00:00Z", "")]
    [InlineData("PAID", "2026-02-11T00:00:00Z", "")]
    [InlineData("void", "2026-02-11T00:00:00Z", "")]
    [InlineData("Void", "2026-02-11T00:00:00Z", "")]
    public void InvoiceDueOnTheTenth(string status, string now, string stage) =>
        Invoice(status, "2026-02-10").At(now).View.Attention.Select(one => (one.Kind, one.Stage)).ShouldBe(stage.Length == 0 ? [] : [("payment", stage)]);

    [Fact]
    public void InvoiceOfWhichNothingIsLeftToPay_IsNotDue() =>
        Invoice("outstanding", "2026-02-10", """ "balance":{"amount":"0.00","currency_code":"EUR"}, """).Head.NextDeadlineAt.ShouldBeNull();

    [Fact]
    public void InvoiceWhoseDueDateMoves_IsSpokenOfAgain_AndNoMoreOnceItIsPaid()
    {
        var story = Invoice("outstanding", "2026-02-10").At("2026-02-08T00:00:00Z");
        story.Told(Say.Event("invoice_created", """{"due_date":"2026-02-20"}""", recorded: "2026-02-08T01:00:00Z"));
        story.View.Attention.ShouldBeEmpty();
        story.Head.NextDeadlineAt.ShouldBe(Say.At("2026-02-17T00:00:00Z"));
        story.At("2026-02-17T00:00:00Z").View.Attention.ShouldHaveSingleItem().Stage.ShouldBe("due_soon");

        story.Told(Say.Event("invoice_created", """{"status":"paid"}""", recorded: "2026-02-18T00:00:00Z"));
        (story.View.Attention.Count, story.Head.NextDeadlineAt).ShouldBe((0, null));
    }

    [Theory]
    [InlineData("12.50", "past_due")]
    [InlineData("0.01", "past_due")]
    [InlineData("0.00", "")]
    [InlineData("-3.20", "")]
    public void InvoiceWithABalanceOfZero_IsNotDue(string balance, string stage) =>
        Invoice("outstanding", "2026-02-10", $$""" "total":"12.50","balance":"{{balance}}","currency":"EUR", """).At("2026-02-11T00:00:00Z")
            .View.Attention.Select(one => one.Stage).ShouldBe(stage.Length == 0 ? [] : [stage]);

    [Fact]
    public void InvoiceOfAShipment_OwesItNothingForADeadline()
    {
        var rules = new Domain.Invoices.InvoiceRules(new());
        var key = new Interfaces.Entities.EntityKey("default", Interfaces.Entities.EntityKind.Invoice, "inv_9");
        var state = Invoice("outstanding", "2026-02-10", """ "shipment_id":"7001", """).State;
        var due = rules.Due(state, Say.At("2026-02-11T00:00:00Z")).ShouldHaveSingleItem();

        rules.Apply(key, state, new(2, due.EventId, "deadline", due.DueAt, due.DueAt, due.DueAt, due.Facts)).Relays.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"cargo_ready_date":"2026-02-10"}""", "2026-02-10T23:59:59Z", "")]
    [InlineData("""{"cargo_ready_date":"2026-02-10"}""", "2026-02-11T00:00:00Z", "passed")]
    [InlineData("""{"cargo_ready_date":"2026-02-10","status":"open"}""", "2026-02-11T00:00:00Z", "passed")]
    [InlineData("""{"cargo_ready_date":"2026-02-10","status":"closed"}""", "2026-02-11T00:00:00Z", "")]
    [InlineData("""{"cargo_ready_date":"2026-02-10","status":"cancelled"}""", "2026-02-11T00:00:00Z", "")]
    [InlineData("""{"must_arrive_date":"2026-02-10"}""", "2026-02-11T00:00:00Z", "")]
    public void OrderWhoseCargoWasToBeReady(string data, string now, string stage) =>
        Stories.PurchaseOrder().Told(Say.Event("po_created", data, recorded: "2026-02-01T00:00:00Z")).At(now)
            .View.Attention.Select(one => (one.Kind, one.Stage)).ShouldBe(stage.Length == 0 ? [] : [("cargo_ready", stage)]);

    [Fact]
    public void OrderThatIsArchived_IsNotWatched() =>
        Stories.PurchaseOrder().Told(
                Say.Event("po_created", """{"cargo_ready_date":"2026-02-10"}""", recorded: "2026-02-01T00:00:00Z"),
                Say.Event("po_archived", "{}", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z"))
            .Head.NextDeadlineAt.ShouldBeNull();

    private static Story<InvoiceView> Invoice(string status, string due, string more = "") => Stories.Invoice().Told(
        Say.Event("invoice_created", $$"""{ {{more}} "status":"{{status}}","due_date":"{{due}}" }""", recorded: "2026-02-01T00:00:00Z"));
}
