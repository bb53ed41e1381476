using System.Text.Json.Nodes;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

/// <summary>One freight thing is one part of the state, however it is spelt; what was written stays shown.</summary>
public sealed class SpellingTests
{
    [Fact]
    public void AContainer_IsOneBox_AndShownAsItWasWrittenLast()
    {
        var story = Stories.Shipment().Told(
            Loaded("CSQU3054383", "2026-02-02T00:00:00Z"),
            Say.Event("container_unloaded", """{"container_number":"csqu 305438\u20113"}""", "2026-02-20T00:00:00Z", "2026-02-20T00:00:00Z"));

        var box = story.View.Containers.ShouldHaveSingleItem();
        (box.Id, box.Number).ShouldBe(("CSQU3054383", "CSQU 305438\u20113"));
        box.LoadedAt.ShouldNotBeNull();
        box.UnloadedAt.ShouldNotBeNull();
        story.Head.Terms.ShouldBe(["archived:false", "container:csqu3054383", "phase:origin"]);
        story.Head.Search.ShouldBe("7001 flex-7001 csqu3054383 csqu 305438-3");
    }

    [Fact]
    public void ANumberThatIsShapedAsAContainers_IsFoundInEitherForm()
    {
        var order = Stories.PurchaseOrder().Told(Say.Event("po_created", """{"po_number":"medu\u2011123456 7"}"""));
        foreach (var sought in new[] { "MEDU-123456 7", "MEDU1234567", "medu-123" })
            order.Head.Search.ShouldContain(FreightKeys.Words(FreightKeys.Search(sought)));
    }

    [Fact]
    public void AContainerOfAFullObject_IsTheOneThatWasNamed()
    {
        var view = Stories.Shipment().Told(
            Loaded("CSQU 305438-3", "2026-02-02T00:00:00Z"),
            Say.Event(
                "/ocean/shipment_container#empty_returned",
                Objects.Data(new JsonObject { ["_object"] = "/ocean/shipment_container", ["id"] = 9, ["container_number"] = "CSQU3054383" }),
                "2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z")).View;

        var box = view.Containers.ShouldHaveSingleItem();
        (box.Id, box.Number, box.LoadedAt is null, box.EmptyReturnedAt is null).ShouldBe(("9", "CSQU3054383", false, false));
    }

    [Fact]
    public void AnotherSpelling_IsNoNewLink()
    {
        var rules = new ShipmentRules(new());
        var state = EntityState.Empty;
        var owed = new List<string>();
        foreach (var number in (string[])["CSQU 305438-3", "CSQU3054383", "csqu3054383"])
        {
            var report = rules.Read(Loaded(number, "2026-02-02T00:00:00Z"));
            var step = rules.Apply(Stories.Shipment7001, state, Accepted(state, report.Facts, number));
            state = step.Next;
            owed.AddRange(step.Relays.Select(static relay => relay.To.ToString()));
        }

        owed.ShouldBe(["default/6/CSQU3054383"]);
    }

    [Fact]
    public void FactsOfAnOlderProgram_AreAboutTheSamePart()
    {
        // As facts were stored when the part of a container was its number as written.
        var stored = """[1,[3,"CSQU 305438-3",22,["t","CSQU 305438-3"],null],[3,"CSQU 305438-3",51,["i",[639055872000000000,0]],null]]"""u8;
        var rules = new ShipmentRules(new());
        var state = rules.Apply(Stories.Shipment7001, EntityState.Empty, Accepted(EntityState.Empty, StateCodec.DecodeFacts(stored), "1")).Next;
        state = rules.Apply(Stories.Shipment7001, state, Accepted(state, rules.Read(Loaded("CSQU3054383", "2026-02-02T00:00:00Z")).Facts, "2")).Next;

        rules.View(Stories.Shipment7001, state).Containers.ShouldHaveSingleItem().Id.ShouldBe("CSQU3054383");
    }

    [Fact]
    public void AnInvoice_IsForTheOneShipment_HoweverItIsReferredTo()
    {
        var story = Stories.Invoice().Told(Say.Event(
            "invoice_created", """{"shipment_ids":[" FLEX-7001 ","7001","flex\u20137001",7001]}""", "2026-02-01T00:00:00Z"));

        story.View.Shipments.ShouldBe(["7001"]);
        story.Head.Terms.ShouldBe(["shipment:7001"]);
    }

    [Theory]
    [InlineData("shippers", "Ame\u0301lie & Fils", "party:am\u00e9lie & fils")]
    [InlineData("shippers", "Heron\u00a0\u2013\u00a0Reed", "party:heron - reed")]
    public void AName_IsFoundInItsComposedForm_AndShownAsItIsWritten(string field, string name, string term)
    {
        var story = Stories.Shipment().Told(Say.Event(
            "/shipment#created",
            Objects.Data(Objects.Shipment(fields: new JsonObject { [field] = new JsonArray(new JsonObject { ["name"] = name }) })), recorded: "2026-02-01T00:00:00Z"));

        story.Head.Terms.ShouldBe(["archived:false", term, "phase:origin"]);
        story.Head.Search.ShouldEndWith(term["party:".Length..]);
        story.View.Parties.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public void ANumber_IsOneTerm_HoweverItIsWritten() =>
        Stories.Shipment().Told(Say.Event(
            "/shipment#created",
            Objects.Data(Objects.Shipment(fields: JsonNode.Parse("""{"items":[{"purchase_order_number":"WSO\u20137"},{"purchase_order_number":"wso-7"},{"purchase_order_number":"WSO-7\u00a0"}]}""")!.AsObject())),
            recorded: "2026-02-01T00:00:00Z")).Head.Terms.ShouldBe(["archived:false", "phase:origin", "po:wso-7"]);

    [Theory]
    [InlineData(Part.ContainerLeg, "csqu 305438\u20133/ 801 ", "CSQU3054383/801")]
    [InlineData(Part.ContainerLeg, "CSQU3054383/801", "CSQU3054383/801")]
    [InlineData(Part.EntryStatus, " 31/7 /639055872000000000", "31/7/639055872000000000")]
    [InlineData(Part.Order, " 77\u20131", "77-1")]
    [InlineData(Part.Deadline, "free_time: X :1", "free_time: X :1")]
    public void APart_IsKnownByItsNormalForm(Part part, string written, string key) => PartKey.Of(part, written).ShouldBe(new PartKey(part, key));

    [Fact]
    public void AnOrderNumber_IsLinkedOnce_HoweverItIsWritten()
    {
        var rules = new ShipmentRules(new());
        var report = rules.Read(Say.Event(
            "/shipment#created",
            Objects.Data(Objects.Shipment(fields: JsonNode.Parse("""{"items":[{"purchase_order_number":"WSO\u20137"},{"purchase_order_number":" wso-7\u00a0"}]}""")!.AsObject())),
            recorded: "2026-02-01T00:00:00Z"));

        rules.Apply(Stories.Shipment7001, EntityState.Empty, Accepted(EntityState.Empty, report.Facts, "1")).Relays
            .Select(static relay => relay.To).ShouldBe([new EntityKey("default", EntityKind.OrderNumber, "WSO-7")]);
    }

    [Theory]
    [InlineData("FLEX-7001", "7001")]
    [InlineData("flex\u20137001", "7001")]
    [InlineData(" FLEX 7001 ", "7001")]
    [InlineData("FLEX-7001-2", "7001")]
    [InlineData("FLEX\u20137001\u20132", "7001")]
    [InlineData("7001", null)]
    [InlineData("7001-2", null)]
    [InlineData("FLEX-7001-x", null)]
    public void AShipment_IsFoundInAName(string name, string? id) => ShipmentReference.OfName(name).ShouldBe(id);

    private static AcceptedEvent Accepted(EntityState state, IReadOnlyList<Fact> facts, string id) => new(
        state.Version + 1, new EventId(id), "container_loaded", Say.At("2026-02-02T00:00:00Z"), Say.At("2026-02-02T00:00:00Z"), Say.At("2026-02-02T00:00:00Z"), facts);

    private static Delivery Loaded(string number, string at) => Say.Event("container_loaded", $$"""{"container_number":"{{number}}"}""", at, at);
}
