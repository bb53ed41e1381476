namespace Grains.Domain.Tests.Shipments;

/// <summary>Bookings and documents whose event names no id.</summary>
public sealed class NamelessPartTests
{
    [Fact]
    public void TwoDocumentsWithoutIds_StandBesideEachOther() =>
        Stories.Shipment().Told(
                Say.Event("document_uploaded", """{"shipment_id":7001}""", "2026-02-01T00:00:00Z", id: "a"),
                Say.Event("document_uploaded", """{"shipment_id":7001}""", "2026-02-02T00:00:00Z", id: "b"))
            .View.Documents.Select(d => (d.Id, d.UploadedAt)).ShouldBe([("a", Say.At("2026-02-01T00:00:00Z")), ("b", Say.At("2026-02-02T00:00:00Z"))]);

    [Fact]
    public void TwoBookingsWithoutIds_StandBesideEachOther() =>
        Stories.Shipment().Told(
                Say.Event("booking_confirmed", "{}", "2026-02-01T00:00:00Z", id: "a"),
                Say.Event("booking_amended", "{}", "2026-02-02T00:00:00Z", id: "b"))
            .View.Bookings.Select(b => (b.Id, b.Status)).ShouldBe([("a", "confirmed"), ("b", "amended")]);

    [Fact]
    public void SameFileAgain_IsTheSameDocument() =>
        Stories.Shipment().Told(
                Say.Event("document_uploaded", """{"file_name":"p.pdf"}""", "2026-02-01T00:00:00Z"),
                Say.Event("document_uploaded", """{"document":{"file_name":"p.pdf","document_type":"packing_list"}}""", "2026-02-02T00:00:00Z"))
            .View.Documents.ShouldHaveSingleItem().ShouldBe(new("p.pdf", "packing_list", "p.pdf", Say.At("2026-02-02T00:00:00Z"), null, null));

    [Fact]
    public void FileNameTooLongForAnId_TheEventsIdStandsIn() =>
        Stories.Shipment().Told(Say.Event("document_uploaded", $$"""{"file_name":"{{new string('x', 129)}}"}""", "2026-02-01T00:00:00Z", id: "a"))
            .View.Documents.ShouldHaveSingleItem().Id.ShouldBe("a");
}
