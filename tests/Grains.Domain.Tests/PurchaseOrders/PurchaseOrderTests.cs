namespace Grains.Domain.Tests.PurchaseOrders;

public sealed class PurchaseOrderTests
{
    [Fact]
    public void UpdateRecordedAfterTheArchiving_LeavesItArchived()
    {
        var order = Stories.PurchaseOrder().Told(
            Say.Event("po_archived", "{}", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z"),
            Say.Event("po_updated", """{"status":"closed","archived_at":null}""", "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z")).View;

        order.ArchivedAt.ShouldBe(Say.At("2026-02-02T00:00:00Z"));
        order.Status.ShouldBe("closed");
    }

    [Fact]
    public void OlderUpdateThatComesLast_ChangesOnlyWhatNobodySaidSince()
    {
        var order = Stories.PurchaseOrder().Told(
            Say.Event("po_updated", """{"buyer":"new"}""", "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z"),
            Say.Event("po_created", """{"buyer":"old","seller":"Aster Mills"}""", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z")).View;

        order.Buyer.ShouldBe("new");
        order.Seller.ShouldBe("Aster Mills");
        order.CreatedAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));
        order.ChangedAt.ShouldBe(Say.At("2026-02-03T00:00:00Z"));
    }

    [Fact]
    public void FullObject_IsReadAndItsNullWithdraws()
    {
        var story = Stories.PurchaseOrder().Told(Say.Event(
            "/purchase_order#archived",
            """{"resource":{"_object":"/purchase_order","id":5001,"name":"PO-5","buyer":{"name":"Juniper Stores"},"incoterm":"FOB","archived_at":"2026-02-01T00:00:00Z"}}""",
            recorded: "2026-02-01T00:00:00Z"));
        (story.View.Number, story.View.Buyer, story.View.Incoterm).ShouldBe(("PO-5", "Juniper Stores", "FOB"));
        story.View.ArchivedAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));

        story.Told(Say.Event(
            "/purchase_order#updated", """{"resource":{"_object":"/purchase_order","id":5001,"archived_at":null}}""", recorded: "2026-02-02T00:00:00Z"));
        story.View.ArchivedAt.ShouldBeNull();
        story.View.Number.ShouldBe("PO-5");
    }

    [Fact]
    public void NoteAlone_LeavesTheStatusUnknown() => Stories.PurchaseOrder().Told(Say.Event(null, "{}")).View.Status.ShouldBeNull();
}
