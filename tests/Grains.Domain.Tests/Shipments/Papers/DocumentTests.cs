using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Shipments.Papers;

public sealed class DocumentTests
{
    private const string Created = "/document#document_created";

    [Theory]
    [InlineData("""{"id":"d1","document_type":"packing_list","file_name":"p.pdf","file_metadata":{"uploaded_at":"2026-01-30T00:00:00Z"},"archived_at":"2026-02-04T00:00:00Z"}""", "packing_list p.pdf 2026-01-30 2026-02-04")]
    [InlineData("""{"id":"d1","file_metadata":{"uploaded_at":null}}""", "   ")]
    [InlineData("""{"id":"d1","file_metadata":{}}""", "  2026-02-01 ")]
    [InlineData("""{"id":"d1","name":"q.pdf"}""", " q.pdf 2026-02-01 ")]
    public void DocumentCreated_ItsObjectStandsBeforeTheType(string document, string expected)
    {
        var view = Stories.Shipment().Told(Say.Event(Created, $$$"""{"resource":{{{document}}}}""", "2026-02-01T00:00:00Z")).View.Documents.ShouldHaveSingleItem();

        $"{view.Type} {view.Name} {view.UploadedAt:yyyy-MM-dd} {view.ArchivedAt:yyyy-MM-dd}".ShouldBe(expected);
    }

    [Fact]
    public void NullInAFullDocument_Withdraws()
    {
        var document = Stories.Shipment().Told(
            Say.Event(Created, """{"resource":{"_object":"/document","id":"d1","document_type":"x","file_name":"p.pdf","archived_at":"2026-02-04T00:00:00Z"}}""", recorded: "2026-02-01T00:00:00Z"),
            Say.Event(Created, """{"resource":{"_object":"/document","id":"d1","document_type":null,"file_name":null,"archived_at":null}}""", recorded: "2026-02-02T00:00:00Z")).View.Documents.Single();

        (document.Type, document.Name, document.ArchivedAt).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("document_uploaded", """{"document_id":"d1","archived_at":"2026-02-04T00:00:00Z"}""", "d1", "d1")]
    [InlineData("bill_of_lading_ready", """{"document":{"id":"d2"}}""", "d2", "d2")]
    [InlineData("document_uploaded", """{"file_name":"p.pdf"}""", "p.pdf", null)]
    [InlineData("document_uploaded", "{}", "evt", null)]
    [InlineData(Created, "{}", "evt", null)]
    [InlineData(Created, """{"resource":{"_object":"/document","id":"d3"}}""", "d3", "d3")]
    public void Identity_IsSaidOfARealIdOnly(string name, string data, string part, string? identity) =>
        Stories.Shipment().Told(Say.Event(name, data, "2026-02-01T00:00:00Z", id: "evt")).State.Parts[new PartKey(Part.Document, part)]
            .Text(Aspect.Identity).ShouldBe(identity);

    [Fact]
    public void DocumentHeldWithoutAShipment_IsShown()
    {
        var view = new Story<UnlinkedView>(new UnlinkedRules(), new EntityKey("default", EntityKind.Document, "d1"))
            .Told(Say.Event("document_uploaded", """{"document_id":"d1","document_type":"packing_list","file_name":"p.pdf"}""", "2026-02-01T00:00:00Z")).View;

        view.Document.ShouldBe(new("d1", "packing_list", "p.pdf", Say.At("2026-02-01T00:00:00Z"), null, null));
        view.Booking.ShouldBeNull();
    }
}
