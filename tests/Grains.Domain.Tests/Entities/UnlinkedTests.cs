using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

public sealed class UnlinkedTests
{
    [Theory]
    [InlineData(EntityKind.Booking, "booking")]
    [InlineData(EntityKind.Document, "document")]
    [InlineData(EntityKind.Container, "container")]
    public void SomethingWithoutAShipment_KeepsItsFactsAndShowsWhatIsHeld(EntityKind kind, string name)
    {
        var story = new Story<UnlinkedView>(new UnlinkedRules(), new EntityKey("default", kind, "31"))
            .Told(Say.Event("booking_confirmed", """{"booking_id":31}""", "2026-02-01T00:00:00Z"));

        story.View.ShouldBe(new UnlinkedView("31", name, 1, Say.At("2026-03-01T00:00:00Z"), [], null, null, null));
        story.LastReport.Facts.ShouldHaveSingleItem().About.ShouldBe(new Thing(Part.Booking, "31", Aspect.ConfirmedAt));
        story.Announcements.ShouldBeEmpty();
        story.Head.Search.ShouldBe("31");
    }
}
