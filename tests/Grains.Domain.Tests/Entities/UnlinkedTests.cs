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

        var view = story.View;
        (view.Id, view.Kind, view.Version, view.UpdatedAt).ShouldBe(("31", name, 1L, Say.At("2026-03-01T00:00:00Z")));
        view.Shipments.ShouldBeEmpty();
        (view.Booking is not null, view.Document is not null, view.Container is not null).ShouldBe((kind == EntityKind.Booking, false, false));
        story.LastReport.Facts.Select(fact => fact.About).ShouldBe(
            [new Thing(Part.Booking, "31", Aspect.Identity), new Thing(Part.Booking, "31", Aspect.ConfirmedAt)]);
        story.Announcements.ShouldBeEmpty();
        story.Head.Search.ShouldBe("31");
    }

    [Fact]
    public void ShipmentsThatNameIt_AreShownInTheOrderOfTheirNumbers()
    {
        var rules = new UnlinkedRules();
        var key = new EntityKey("default", EntityKind.Container, "abcu1");
        var state = Told(EntityState.Empty, 1, "100");
        state = Told(state, 2, "20");

        rules.View(key, state).Shipments.ShouldBe(["20", "100"]);
        rules.Summarize(key, state).Terms.ShouldBe(["shipment:100", "shipment:20"]);

        static EntityState Told(EntityState state, long version, string shipment) => state.Join(new AcceptedEvent(
            version, RelayNames.LinkOf(shipment), RelayNames.LinkType, Say.At("2026-02-01T00:00:00Z"), Say.At("2026-02-01T00:00:00Z"), Say.At("2026-02-01T00:00:00Z"),
            [new Fact(new Thing(Part.Shipment, shipment, Aspect.Identity), new FactValue.Text(shipment))]));
    }

    [Theory]
    [InlineData("abcu1", "ABCU1")]
    [InlineData("9001", "ABCU1")]
    public void ContainerHeldWithoutAShipment_IsFoundByNumberInAnyCaseOrById(string id, string number) =>
        new Story<UnlinkedView>(new UnlinkedRules(), new EntityKey("default", EntityKind.Container, id))
            .Told(Say.Event("container_loaded", """{"container_number":"abcu1","container_id":9001}""", "2026-02-01T00:00:00Z"))
            .View.Container.ShouldNotBeNull().Number.ShouldBe(number);
}
