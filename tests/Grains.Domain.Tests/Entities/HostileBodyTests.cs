using System.Text;
using CsCheck;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Domain.Tests.Histories;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Entities;

/// <summary>Reading is total: whatever is signed is read, folded, stored and shown, or left out.</summary>
public sealed class HostileBodyTests
{
    // One type of each effect in each dialect.
    private static readonly string[] Names =
        [.. EventCatalogue.All.DistinctBy(type => (type.Dialect, type.Effect)).Select(type => type.Name), "/customs_entry#updated", "/shipment_container_leg#updated"];

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("\"departed\"")]
    [InlineData("{\"data\":null}")]
    [InlineData("{\"data\":[]}")]
    [InlineData("{\"data\":{\"location\":{\"name\":\"\\ud800\"}}}")]
    [InlineData("{\"data\":{\"\\udc00\":1,\"location\":{\"name\":\"Port\"}}}")]
    [InlineData("{\"data\":{\"leg_id\":\"\\ud800\",\"container_number\":\"\\u0000\",\"booking_id\":1e999,\"eta\":1e999}}")]
    [InlineData("{\"data\":{\"total\":1e999,\"balance\":{\"amount\":\"1e-999\"},\"due_date\":\"0000-00-00\"}}")]
    [InlineData("{\"data\":{\"shipment\":{\"_object\":\"/shipment\",\"id\":{},\"name\":[]},\"resource\":{\"_object\":17}}}")]
    [InlineData("{\"data\":{\"shipments\":[null,[],{\"id\":null},\"\"],\"shipment_ids\":[{},null]}}")]
    [InlineData("{\"data\":{\"shipment\":{\"_object\":\"/shipment\",\"id\":1,\"items\":[7,{}],\"shippers\":{},\"buyers\":[[]],\"metadata\":{\"\\ud800\":1,\"\":[],\"k\":{}},\"ocean_shipment\":7}}}")]
    [InlineData("{\"data\":{\"resource\":{\"id\":1,\"origin_port\":[],\"buyer\":{},\"recipient\":[],\"credit_memos\":[1,[]],\"shipper_entity\":7,\"file_metadata\":[]}}}")]
    [InlineData("{\"data\":{\"resource\":{\"id\":1,\"ocean_leg\":7,\"additional_dates\":[1],\"dates\":[[],7,{\"name\":\"\\ud800\"}],\"shipment_container\":{\"id\":2,\"\\ud800\":1}}}}")]
    [InlineData("{\"data\":{\"exception\":[],\"shipment\":{\"\\ud800\":1,\"id\":1},\"resource\":{\"id\":1,\"release_date\":7,\"last_free_day_date\":\"9999-12-31\"}}}")]
    [InlineData("{\"data\":{\"containers\":[7,{\"\\ud800\":1},{\"id\":1,\"last_free_day_date\":\"8999-12-31T23:59:59-14:00\",\"link\":[]}],\"location\":{\"timezone\":\"\\u0000\"}}}")]
    [InlineData("{\"data\":{\"containers\":[[],null,{\"_object\":\"/ocean/shipment_container\"}]}}")]
    public void HostileBody_IsReadToTheEnd(string body)
    {
        foreach (var name in Names) Everything(name, Encoding.UTF8.GetBytes(body));
    }

    [Fact]
    public void NestedTenThousandDeep_IsANote() =>
        new ShipmentRules(new()).Read(With("departed", Encoding.UTF8.GetBytes(new string('[', 10_000)))).Facts.ShouldBeEmpty();

    [Fact]
    public void InvalidUtf8_IsLeftOut()
    {
        byte[] body = [.. "{\"data\":{\"location\":{\"name\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}}}"u8];

        var facts = new ShipmentRules(new()).Read(With("departed", body)).Facts;

        facts.ShouldContain(fact => fact.About.Aspect == Aspect.ActualDeparture);
        facts.ShouldNotContain(fact => fact.About.Aspect == Aspect.DepartureLocation);
    }

    [Fact]
    public void BrokenNameBesideAGoodOne_HidesNothing()
    {
        var facts = new ShipmentRules(new()).Read(With("departed", """{"data":{"\udc00":1,"leg_id":"1","leg_id":"7"}}"""u8.ToArray())).Facts;

        facts.ShouldHaveSingleItem().About.ShouldBe(new Thing(Part.Leg, "7", Aspect.ActualDeparture));
    }

    [Theory]
    [InlineData("""{"data":{"shipment":{"_object":"/shipment","id":7001,"name":"Figs",KEYS}}}""")]
    [InlineData("""{"data":{"shipment":{"_object":"/shipment","id":7001,"name":"Figs","metadata":{KEYS}}}}""")]
    [InlineData("""{"data":{"shipment":{"_object":"/shipment","id":7001,"name":"Figs"},"containers":[{"id":1,KEYS}]}}""")]
    [InlineData("""{"data":{"shipment":{"_object":"/shipment","id":7001,"name":"Figs","items":[ITEMS]}}}""")]
    public void TextThatIsNone_TwentyThousandTimes_IsPassedOverWithoutAnException(string body)
    {
        // An exception takes some microseconds, and a name is looked at by each of dozens of look-ups: together, seconds of a grain's turn.
        var keys = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"\\ud800{i}\":{i}"));
        var items = string.Join(',', Enumerable.Range(0, 4_000).Select(i => $$"""{"purchase_order_number":"\ud800{{i}}"}"""));
        var delivery = With("/shipment#updated", Encoding.UTF8.GetBytes(body.Replace("KEYS", keys, StringComparison.Ordinal).Replace("ITEMS", items, StringComparison.Ordinal)));
        var thrown = 0;
        var here = Environment.CurrentManagedThreadId;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            var facts = new ShipmentRules(new()).Read(delivery).Facts;

            thrown.ShouldBe(0);
            facts.ShouldContain(new Fact(new Thing(Part.Whole, "", Aspect.Name), new FactValue.Text("Figs")));
            facts.ShouldNotContain(fact => fact.About.Part == Part.Metadata && ((FactValue.Words)fact.Value!).Values.Count > 0);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs _)
        {
            if (Environment.CurrentManagedThreadId == here) thrown++;
        }
    }

    [Theory]
    [InlineData("\\ud83d\\ude80", true)]
    [InlineData("\\uD83D\\uDE80", true)]
    [InlineData("\\\\ud800", true)]
    [InlineData("\\ud83d", false)]
    [InlineData("\\ude80", false)]
    [InlineData("\\ud83d\\ud83d\\ude80", false)]
    [InlineData("\\ud83d \\ude80", false)]
    [InlineData("\\ud83d\\nude80", false)]
    public void KeyOfMetadata_IsKeptWhenItIsText(string key, bool kept)
    {
        var body = Encoding.UTF8.GetBytes("""{"data":{"shipment":{"_object":"/shipment","id":7001,"metadata":{"KEY":["KEY"],"a\u0041":["b"]}}}}""".Replace("KEY", key, StringComparison.Ordinal));

        var words = (FactValue.Words)new ShipmentRules(new()).Read(With("/shipment#updated", body)).Facts.Single(fact => fact.About.Part == Part.Metadata).Value!;

        var text = System.Text.RegularExpressions.Regex.Unescape(key);
        words.Values.ShouldBe(kept ? text[0] == '\\' ? [text, "1", text, "aA", "1", "b"] : ["aA", "1", "b", text, "1", text] : ["aA", "1", "b"]);
    }

    [Fact]
    public void DuplicateKeys_TheLastOneCounts() =>
        new ShipmentRules(new()).Read(With("estimated_arrival", """{"data":{"eta":"2026-01-01","eta":"2026-01-02"}}"""u8.ToArray())).Facts.Single().Value
            .ShouldBe(new FactValue.Instant(Say.At("2026-01-02T00:00:00Z")));

    [Theory]
    [InlineData("1e999")]
    [InlineData("\"6,843.29\"")]
    [InlineData("\"0.12345678901234567890123456789\"")]
    [InlineData("true")]
    public void AmountThatADecimalCannotHoldExactly_IsLeftOut(string amount) =>
        new InvoiceRules(new()).Read(With("invoice_created", Encoding.UTF8.GetBytes("{\"data\":{\"total\":" + amount + "}}"))).Facts
            .ShouldNotContain(fact => fact.About.Aspect == Aspect.Total);

    [Fact]
    public void IdOfAPartThatIsTooLongOrHasControlCharacters_IsLeftOut()
    {
        foreach (var id in new[] { new string('x', 129), "a\\u0000b", "", "  " })
            new ShipmentRules(new()).Read(With("container_loaded", Encoding.UTF8.GetBytes($$$"""{"data":{"container_number":"{{{id}}}"}}"""))).Facts.ShouldBeEmpty();
    }

    [Fact]
    public void TextOfAMegabyte_IsCutWithoutSplittingACharacter()
    {
        var name = "x" + string.Concat(Enumerable.Repeat("\ud83d\ude80", 200_000));
        var body = Encoding.UTF8.GetBytes($$$$"""{"data":{"location":{"name":"{{{{name}}}}"}}}""");

        var place = (FactValue.Place)new ShipmentRules(new()).Read(With("departed", body)).Facts.Single(f => f.About.Aspect == Aspect.DepartureLocation).Value!;

        place.Name!.Length.ShouldBe(999);
        Everything("departed", body);
    }

    [Fact]
    public void ContainersBeyondReason_AreCut()
    {
        var boxes = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"_object":"/ocean/shipment_container","id":{{i}}}"""));

        Stories.Shipment().Told(Say.Event(null, $$"""{"containers":[{{boxes}}]}""")).View.Containers.Count.ShouldBe(1000);
    }

    [Fact]
    public void RandomBytes_NeverThrow() =>
        Gen.Select(Gen.OneOf(Names), Gen.Byte.Array[0, 200]).Sample(Everything, iter: 5_000);

    [Fact]
    public void MutatedBodies_NeverThrow() =>
        Gen.Select(
            Gen.OneOf(HistoryGen.OfShipment, HistoryGen.OfPurchaseOrder, HistoryGen.OfInvoice),
            Gen.OneOf(Names),
            Gen.Select(Gen.Double[0, 1], Gen.OneOf<byte>(0, 0x22, 0x5c, 0x7b, 0x5d, 0x2c, 0x39, 0xff, 0x64)).Array[1, 6])
            .Sample(
                (history, name, changes) =>
                {
                    var body = (byte[])history[0].Body.Clone();
                    foreach (var (where, value) in changes) body[(int)(where * (body.Length - 1))] = value;
                    Everything(history[0].Event ?? name, body);
                },
                iter: 5_000);

    /// <summary>Read, folded, stored, shown and listed, as any kind of entity.</summary>
    private static void Everything(string name, byte[] body)
    {
        Through(new ShipmentRules(new()), new("default", EntityKind.Shipment, "7001"), name, body);
        Through(new PurchaseOrderRules(), new("default", EntityKind.PurchaseOrder, "5001"), name, body);
        Through(new InvoiceRules(new()), new("default", EntityKind.Invoice, "inv"), name, body);
        Through(new UnlinkedRules(), new("default", EntityKind.Booking, "31"), name, body);
    }

    private static void Through<TView>(IEntityRules<TView> rules, EntityKey key, string name, byte[] body)
        where TView : class
    {
        var delivery = With(name, body);
        var report = rules.Read(delivery);
        var facts = StateCodec.DecodeFacts(StateCodec.EncodeFacts(report.Facts));
        facts.ShouldBe(report.Facts);
        var step = rules.Apply(
            key, EntityState.Empty, new AcceptedEvent(1, delivery.EventId, name, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, facts));
        var state = StateCodec.DecodeState(StateCodec.EncodeState(step.Next));
        rules.View(key, state).ShouldNotBeNull();
        var head = rules.Summarize(key, state);
        head.Search.Length.ShouldBeLessThanOrEqualTo(16_000);
        head.Search.ShouldNotContain('\0');
        System.Text.Json.JsonDocument.Parse(head.Row).Dispose();
    }

    private static Delivery With(string name, byte[] body) => Say.Event(name, "{}", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z") with { Body = body };
}
