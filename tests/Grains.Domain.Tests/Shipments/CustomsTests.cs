namespace Grains.Domain.Tests.Shipments;

/// <summary>Holds, releases and entries: what is open, and what follows for the whole.</summary>
public sealed class CustomsTests
{
    private const string Import = "/shipment#customs_agriculture_hold";
    private const string Export = "/shipment#export_country_customs_exam";
    private const string ImportRelease = "/shipment#customs_entry_release_status_released";
    private const string ExportRelease = "/shipment#export_customs_cleared";

    [Theory]
    // The hold is of 5 February, noon.
    [InlineData(Import, null, null, true, "hold")]
    [InlineData(Import, ImportRelease, "2026-02-05T11:59:59Z", true, "hold")]
    [InlineData(Import, ImportRelease, "2026-02-05T12:00:00Z", false, "cleared")]
    [InlineData(Import, ImportRelease, "2026-02-05T12:00:01Z", false, "cleared")]
    [InlineData(Import, ExportRelease, "2026-02-06T00:00:00Z", true, "hold")]
    [InlineData(Import, "customs_cleared", "2026-02-06T00:00:00Z", false, "cleared")]
    [InlineData(Export, null, null, true, "hold")]
    [InlineData(Export, "departed", "2026-02-04T00:00:00Z", false, null)]
    [InlineData(Export, "departed", "2026-02-06T00:00:00Z", false, null)]
    [InlineData(Export, "delivered", "2026-02-06T00:00:00Z", false, null)]
    [InlineData(Import, "departed", "2026-02-06T00:00:00Z", true, "hold")]
    [InlineData(Import, "delivered", "2026-02-06T00:00:00Z", false, null)]
    [InlineData(Export, ExportRelease, "2026-02-05T11:59:59Z", true, "hold")]
    [InlineData(Export, ExportRelease, "2026-02-05T12:00:00Z", false, null)]
    [InlineData(Export, ExportRelease, "2026-02-06T00:00:00Z", false, null)]
    [InlineData(Export, ImportRelease, "2026-02-05T11:59:59Z", true, "hold")]
    [InlineData(Export, ImportRelease, "2026-02-05T12:00:00Z", false, "cleared")]
    public void Hold_IsOpenUntilAReleaseThatDidNotOccurBeforeIt(string hold, string? release, string? at, bool open, string? status)
    {
        var story = Stories.Shipment();
        // Recorded in the other order: nothing hangs on it.
        if (release is not null) story.Told(Say.Event(release, Objects.Data(), at, "2026-02-07T00:00:00Z"));
        var customs = story.Told(Say.Event(hold, Objects.Data(), "2026-02-05T12:00:00Z", "2026-02-08T00:00:00Z")).View.Customs;

        var held = customs.Holds.ShouldHaveSingleItem();
        (held.Type, held.Since, held.Open).ShouldBe((hold, Say.At("2026-02-05T12:00:00Z"), open));
        customs.Status.ShouldBe(status);
    }

    [Fact]
    public void Holds_AreOneOfEachType_TheLatest_InWordsForPeople()
    {
        var customs = Stories.Shipment().Told(
            Say.Event("/shipment#customs_undergoing_x_ray_exam", Objects.Data(), "2026-02-03T00:00:00Z", "2026-02-05T00:00:00Z"),
            Say.Event(Import, Objects.Data(), "2026-02-04T00:00:00Z", "2026-02-04T00:00:00Z"),
            Say.Event("/shipment#customs_undergoing_x_ray_exam", Objects.Data(), "2026-02-02T00:00:00Z", "2026-02-06T00:00:00Z")).View.Customs;

        customs.Holds.ShouldBe(
        [
            new(Import, "Customs hold the goods for an agricultural check.", Say.At("2026-02-04T00:00:00Z"), true),
            new("/shipment#customs_undergoing_x_ray_exam", "Customs are X-raying the goods.", Say.At("2026-02-03T00:00:00Z"), true),
        ]);
    }

    [Fact]
    public void EarlierHoldThatIsRecordedLater_HidesNoneThatIsOpen() =>
        Stories.Shipment().Told(
                Say.Event(ImportRelease, Objects.Data(), "2026-02-03T00:00:00Z", "2026-02-03T01:00:00Z"),
                Say.Event(Import, Objects.Data(), "2026-02-05T00:00:00Z", "2026-02-05T01:00:00Z"),
                Say.Event(Import, Objects.Data(), "2026-02-02T00:00:00Z", "2026-02-06T00:00:00Z"))
            .View.Customs.Status.ShouldBe("hold");

    [Theory]
    [InlineData("pending", null, "pending")]
    [InlineData("pending", "pending", "pending")]
    [InlineData("released", null, "cleared")]
    [InlineData("cleared", "released", "cleared")]
    [InlineData("released", "pending", "pending")]
    [InlineData("released", "customs_hold", "hold")]
    [InlineData("dreaming", null, "pending")]
    public void Entries_MakeTheStatusWhereNoHoldOrReleaseIsKnown(string first, string? second, string status)
    {
        var story = Stories.Shipment().Told(Entry("CE-1", first));
        if (second is not null) story.Told(Entry("CE-2", second));

        story.View.Customs.Status.ShouldBe(status);
    }

    [Fact]
    public void Release_DoesNotHideAnEntryThatIsHeld() =>
        Stories.Shipment().Told(Entry("CE-1", "customs_hold"), Say.Event(ImportRelease, Objects.Data(), "2026-02-09T00:00:00Z", "2026-02-09T00:00:00Z"))
            .View.Customs.Status.ShouldBe("hold");

    [Fact]
    public void Entry_IsShownWhole_AndItsNullsWithdraw()
    {
        var story = Stories.Shipment().Told(Say.Event(
            null, """{"resource":{"_object":"/customs_entries","id":"CE-1","entry_number":"XYZ-1","release_status":"released","release_date":"2026-02-03","shipment":{"id":7001}}}""",
            recorded: "2026-02-04T00:00:00Z", type: "/customs_entry#updated"));
        story.View.Customs.Entries.ShouldBe([new("CE-1", "XYZ-1", "released", "2026-02-03")]);

        story.Told(Say.Event(
            null, """{"resource":{"id":"CE-1","release_status":"pending","release_date":null}}""", recorded: "2026-02-05T00:00:00Z", type: "/customs_entries#updated"));
        story.View.Customs.Entries.ShouldBe([new("CE-1", "XYZ-1", "pending", null)]);
    }

    [Fact]
    public void FilingsAndPapers_AreShownByTheirTimes()
    {
        var customs = Stories.Shipment().Told(
            Say.Event("/shipment#filing_submitted_for_in_bond_transportation", Objects.Data(), "2026-02-01T00:00:00Z"),
            Say.Event("/shipment#ftz_admission", Objects.Data(), "2026-02-02T00:00:00Z"),
            Say.Event("/shipment#documents_sent_to_nominated_broker", Objects.Data(), "2026-02-03T00:00:00Z"),
            Say.Event("/shipments#commercial_invoices_digitized", Objects.Data(), "2026-02-04T00:00:00Z"),
            Say.Event(ExportRelease, Objects.Data(), "2026-02-05T00:00:00Z")).View.Customs;

        customs.InBondFiledAt.ShouldBe(Say.At("2026-02-01T00:00:00Z"));
        customs.FreeTradeZoneAdmittedAt.ShouldBe(Say.At("2026-02-02T00:00:00Z"));
        customs.BrokerInformedAt.ShouldBe(Say.At("2026-02-03T00:00:00Z"));
        customs.InvoicesEnteredAt.ShouldBe(Say.At("2026-02-04T00:00:00Z"));
        customs.ExportClearedAt.ShouldBe(Say.At("2026-02-05T00:00:00Z"));
        customs.Status.ShouldBeNull();
    }

    private static Interfaces.Entities.Delivery Entry(string id, string status) => Say.Event(
        null, $$$"""{"resource":{"_object":"/customs_entry","id":"{{{id}}}","release_status":"{{{status}}}","shipment":{"id":7001} } }""",
        recorded: "2026-02-04T00:00:00Z", type: "/customs_entry#updated");
}
