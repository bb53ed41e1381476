using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;

namespace Grains.Domain.Tests.Invoices;

/// <summary>Payments, failed payments, credits, refunds and moved due dates are things of their own.</summary>
public sealed class MovementTests
{
    [Fact]
    public void TwoPayments_AreTwo_InTheOrderInWhichTheyHappened_AndAnnouncedOnceEach()
    {
        var second = Event("invoice_payment_made", """{"amount":{"amount":"50.25","currency_code":"EUR"}}""", "2026-02-05T00:00:00Z", "902");
        var first = Event("invoice_payment_made", """{"payment":{"amount":"100.00","currency":"EUR"}}""", "2026-02-01T00:00:00Z", "901");

        var story = Stories.Invoice().Told(second, first, second);

        story.View.Movements.ShouldBe(
        [
            new MovementView("payment", new MoneyView(100.00m, "EUR"), Say.At("2026-02-01T00:00:00Z"), "901", null),
            new MovementView("payment", new MoneyView(50.25m, "EUR"), Say.At("2026-02-05T00:00:00Z"), "902", null),
        ]);
        story.Announcements.Where(one => one.Thing != "invoice:status").Select(one => (one.Thing, one.Revision)).ShouldBe([("invoice:payment:902", 0), ("invoice:payment:901", 0)]);
    }

    [Theory]
    [InlineData("invoice_payment_failed", "{}", "payment_failed", null, "2026-02-01", null)]
    [InlineData("invoice_refund_applied", """{"refund_amount":7,"currency":"USD"}""", "refund", "7 USD", "2026-02-01", null)]
    [InlineData("invoice_credit_applied", """{"resource":{"credit_memos":[{"credited_at":"2026-01-07T00:00:00Z","amount":{"amount":"1"}},{"credited_at":"2026-01-08T00:00:00Z","amount":{"amount":"2.50","currency_code":"EUR"}}]}}""", "credit", "2.50 EUR", "2026-01-08", null)]
    [InlineData("invoice_due_date_adjusted", """{"resource":{"due_date":"2026-05-01"}}""", "due_date", null, "2026-02-01", "2026-05-01")]
    public void EachEvent_IsAMovementOfItsKind(string name, string data, string kind, string? amount, string at, string? due)
    {
        var story = Stories.Invoice().Told(Event(name, data, "2026-02-01T00:00:00Z", "900"));

        var movement = story.View.Movements.ShouldHaveSingleItem();
        (movement.Kind, movement.DueDate, movement.EventId).ShouldBe((kind, due, "900"));
        (movement.Amount is { } money ? $"{money.Amount} {money.Currency}" : null).ShouldBe(amount);
        movement.At.ShouldBe(Say.At(at + "T00:00:00Z"));
        story.Announcements.ShouldContain(one => one.Thing == $"invoice:{kind}:900");
    }

    [Fact]
    public void TheMessage_TellsHowMuch()
    {
        var story = Stories.Invoice().Told(Event("invoice_payment_made", """{"payment_amount":"12.50","currency":"EUR"}""", "2026-02-01T00:00:00Z", "900"));

        using var message = JsonDocument.Parse(story.Announcements.Single(one => one.Thing == "invoice:payment:900").Message);
        (message.RootElement.GetProperty("movement").GetString(), message.RootElement.GetProperty("amount").GetRawText(), message.RootElement.GetProperty("currency").GetString())
            .ShouldBe(("payment", "12.50", "EUR"));
    }

    [Fact]
    public void AnInvoiceThatIsOnlyIssued_HasNoMovements() =>
        Stories.Invoice().Told(Event("invoice_shared", """{"resource":{"due_date":"2026-05-01"}}""", "2026-02-01T00:00:00Z", "900")).View.Movements.ShouldBeEmpty();

    [Theory]
    [InlineData("""[{"_object":"/api/refs/object","ref_type":"/shipment","name":"FLEX-123456-1"}]""", "123456")]
    [InlineData("""{"ref_type":"Shipment","name":"flex-123456-12"}""", "123456")]
    [InlineData("""[{"ref_type":"/shipment","name":"FLEX-123456"},{"ref_type":"Shipment","name":"FLEX-123456-2"}]""", "123456")]
    [InlineData("""[{"ref_type":"/shipment","id":9,"name":"FLEX-123456-1"}]""", "9")]
    [InlineData("""[{"ref_type":"/invoice","name":"FLEX-123456-1"}]""", "")]
    [InlineData("""[{"ref_type":"/shipment","name":"FLEX-12A-1"},{"ref_type":"/shipment","name":"FLEX-123456-"},{"ref_type":"/shipment","name":"123456"}]""", "")]
    public void AReferenceWithNothingButAName_LinksTheShipmentOfThatName(string shipments, string ids)
    {
        foreach (var field in (string[])["shipments", "shipment"])
        {
            if (field == "shipment" && shipments[0] == '[') continue;
            string.Join(' ', Stories.Invoice().Told(Event("invoice_shared", $$"""{"resource":{"{{field}}":{{shipments}} } }""", "2026-02-01T00:00:00Z", "900")).View.Shipments)
                .ShouldBe(ids);
        }
    }

    private static Delivery Event(string name, string data, string occurred, string id) => Say.Event($"/invoice#{name}", data, occurred, occurred, id);
}
