using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Shipments;

/// <summary>Holds that several reports tell of: one hold is one, however it is told, and one entry's release is not another's.</summary>
public sealed class HoldTests
{
    private const string Agriculture = "/shipment#customs_agriculture_hold";
    private const string XRay = "/shipment#customs_undergoing_x_ray_exam";
    private const string Review = "/shipment#customs_entry_release_status_under_cbp_review";
    private const string Released = "/shipment#customs_entry_release_status_released";

    [Theory]
    [InlineData(Review, false)]
    [InlineData(Agriculture, true)]
    [InlineData(XRay, true)]
    [InlineData("/shipment#customs_entry_release_status_document_required", true)]
    [InlineData("/shipment#export_country_customs_exam", true)]
    public void ReviewByAnAgency_BlocksNothing_AndEveryOtherHoldDoes(string type, bool blocking)
    {
        var customs = Stories.Shipment().Told(Event(type, 3)).View.Customs;

        customs.Holds.ShouldHaveSingleItem().Blocking.ShouldBe(blocking);
        (customs.Blocking, customs.Status).ShouldBe((blocking, "hold"));
    }

    [Fact]
    public void EntryHeldBesideAReview_IsThatReview() =>
        Stories.Shipment().Told(Event(Review, 3), Entry("CE-1", "customs_hold", 3)).View.Customs.Blocking.ShouldBeFalse();

    [Fact]
    public void EntryHeldAlone_Blocks() => Stories.Shipment().Told(Entry("CE-1", "customs_hold", 3)).View.Customs.Blocking.ShouldBeTrue();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HoldToldByEventAndEntry_IsOneAnnouncement_WhicheverComesFirst(bool eventFirst)
    {
        Delivery[] told = [Event(Agriculture, 3), Entry("CE-1", "customs_hold", 4)];
        var story = Stories.Shipment().Told(eventFirst ? told : [.. told.Reverse()]);
        Holds(story).ShouldBe([(eventFirst ? "customs:customs_agriculture_hold" : "customs:CE-1") + " hold"]);

        story.Told(Entry("CE-1", "released", 6), Event(Released, 6));
        Holds(story).Length.ShouldBe(2);
        Holds(story)[1].ShouldEndWith(" released");
        story.View.Customs.Status.ShouldBe("cleared");
    }

    [Fact]
    public void HoldToldByEventAndEntry_IsWatchedOnce()
    {
        var story = Stories.Shipment().Told(Entry("CE-1", "customs_hold", 3), Event(Agriculture, 3)).At("2026-02-10T00:00:00Z");

        story.View.Attention.ShouldHaveSingleItem().Subject.ShouldBe(Agriculture);
    }

    [Fact]
    public void SecondKindOfHold_IsAnnouncedThoughAnEntryIsHeld() =>
        Holds(Stories.Shipment().Told(Entry("CE-1", "customs_hold", 3), Event(Agriculture, 3), Event(XRay, 4)))
            .ShouldBe(["customs:CE-1 hold", "customs:customs_undergoing_x_ray_exam hold"]);

    [Fact]
    public void EntryMentionedAgain_IsNotHeldAnew()
    {
        var story = Stories.Shipment().Told(Entry("CE-1", "customs_hold", 3), Entry("CE-1", "customs_hold", 5), Entry("CE-1", "customs_hold", 4));

        story.View.Customs.Entries.ShouldHaveSingleItem().HeldSince.ShouldBe(Say.At("2026-02-03T00:00:00Z"));
        Holds(story).ShouldBe(["customs:CE-1 hold"]);
        story.At("2026-02-05T00:00:00Z").View.Attention.ShouldHaveSingleItem().Since.ShouldBe(Say.At("2026-02-05T00:00:00Z"));
    }

    [Fact]
    public void EntryHeldAgainAfterItsRelease_IsHeldSinceThen() =>
        Stories.Shipment().Told(Entry("CE-1", "customs_hold", 3), Entry("CE-1", "customs_hold", 9), Entry("CE-1", "customs_hold", 8), Entry("CE-1", "released", 5))
            .Told(Entry("CE-1", "customs_hold", 10))
            .View.Customs.Entries.ShouldHaveSingleItem().HeldSince.ShouldBe(Say.At("2026-02-08T00:00:00Z"));

    [Theory]
    [InlineData("pending", "pending")]
    [InlineData("customs_hold", "hold")]
    [InlineData("released", "cleared")]
    public void ReleaseOfOneEntry_ClearsNotTheOthers(string other, string status)
    {
        var story = Stories.Shipment().Told(Entry("CE-1", "released", 3), Entry("CE-2", other, 3), Event(Released, 4));

        story.View.Customs.Status.ShouldBe(status);
        story.Announcements.Any(told => told.Thing == "customs:cleared").ShouldBe(status == "cleared");
    }

    [Fact]
    public void ReleaseOfOneEntry_EndsNoHold_AsLongAsAnotherIsHeld()
    {
        var story = Stories.Shipment().Told(Entry("CE-1", "released", 3), Entry("CE-2", "customs_hold", 3), Event(Agriculture, 3), Event(Released, 4));
        story.View.Customs.Holds.ShouldHaveSingleItem().Open.ShouldBeTrue();

        story.Told(Entry("CE-2", "released", 6)).View.Customs.Holds.ShouldHaveSingleItem().Open.ShouldBeFalse();
    }

    [Fact]
    public void Delivery_EndsEveryHold()
    {
        var story = Stories.Shipment().Told(Event(Agriculture, 3), Entry("CE-1", "customs_hold", 3), Say.Event("delivered", "{}", "2026-02-02T00:00:00Z"));

        (story.View.Customs.Status, story.View.Customs.Blocking).ShouldBe(("pending", false));
        story.View.Customs.Holds.ShouldHaveSingleItem().Open.ShouldBeFalse();
        story.At("2026-03-10T00:00:00Z").View.Attention.ShouldBeEmpty();
    }

    private static string[] Holds(Story<ShipmentView> story) =>
    [
        .. story.Announcements.Where(told => told.Thing.StartsWith("customs:", StringComparison.Ordinal) && told.Thing != "customs:cleared")
            .Select(told => $"{told.Thing} {JsonNode.Parse(told.Message.Span)!["state"]}"),
    ];

    private static Delivery Event(string type, int day) => Say.Event(type, Objects.Data(), $"2026-02-{day:D2}T00:00:00Z", $"2026-02-{day:D2}T00:00:00Z");

    private static Delivery Entry(string id, string status, int day) => Say.Event(
        null, $$$"""{"resource":{"_object":"/customs_entry","id":"{{{id}}}","release_status":"{{{status}}}"}}""",
        $"2026-02-{day:D2}T00:00:00Z", $"2026-02-{day:D2}T00:00:00Z", type: "/customs_entry#updated");
}
