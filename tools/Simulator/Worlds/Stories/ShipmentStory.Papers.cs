using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

// Bookings, documents and customs.
internal sealed partial class ShipmentStory
{
    private void Book(string kind)
    {
        if (Chance.Is(0.3) && commons.Booking.TryTake(left => left.Mode == shipment.Mode, out var shared))
        {
            // One booking for several shipments: each names it.
            shipment.Booking = shared.Id;
            return;
        }

        var id = Ids.Booking();
        var named = Chance.Is(0.4);
        shipment.Booking = id;
        var asked = made.AddHours(-Chance.Number(2, 40));
        var booking = new BookingObject(
            id, $"{shipment.Name} booking", "submitted", shipment.Mode, shipment.Shippers[0], shipment.Consignees[0], shipment.CargoReadyDate!.Value, asked, named ? shipment.Id : null);
        if (Chance.Is(0.6)) Record(asked.AddSeconds(2), asked, m => TellBooking(m, "/booking#created", booking));
        if (Chance.Is(0.7)) Record(made.AddHours(Chance.Number(1, 50)), made, m => TellBooking(m, "/booking#updated", booking with { Status = Chance.Is(0.8) ? "booked" : "shipment" }));
        // Dialect B has no word for it: the object is another one than before.
        if (Chance.Is(0.25)) Record(made.AddHours(Chance.Number(51, 69)), made.AddHours(50), m => TellBooking(m, "/booking#updated", booking with
        {
            Status = "booked", Name = $"{booking.Name}, amended", CargoReadyDate = booking.CargoReadyDate!.Value.AddDays(Chance.Number(1, 4)),
        }));
        if (Chance.Is(0.06)) Record(made.AddHours(72), made.AddHours(71), m => TellBooking(m, "/booking#updated", booking with { Status = "booked", CargoReadyDate = null }));
        if (!named) commons.Booking.Leave((id, shipment.Mode));
        if (kind == "air" && Chance.Is(0.8)) Happen(made.AddHours(6), m =>
        {
            TellShipment(m, "/shipment#booking_confirmed");
            Told(m).Booking(Text.Number(id)).Confirmed.Say(m.OccurredAt, m.Said);
        });
    }

    private void TellBooking(Moment m, string type, BookingObject booking)
    {
        bookings.Add(booking);
        var id = Text.Number(booking.Id);
        m.Send(type, booking.Shipment is null ? $"bookings/{id}" : Path, new JsonObject { ["_object"] = "/booking_event_data", ["resource"] = booking.ToJson() });
        var said = m.Said;
        void Say(ToldShipment told) => told.Booking(id).Whole.Say(booking, said);
        if (booking.Shipment is null)
        {
            m.Account.Held("booking", id).Tell(Say);
            return;
        }

        Told(m).IsTold = true;
        Say(Told(m));
        m.Account.Held("booking", id).Name(Told(m));
    }

    private void Document(string type, DateTimeOffset at)
    {
        var document = new DocumentObject(Ids.Text(), type, $"{type}-{shipment.Id}.pdf", at, null, shipment.Id);
        var later = Chance.Is(0.2);
        var linked = !later || Chance.Is(0.7);
        Happen(at, m => TellDocument(m, "/document#document_created", later ? document with { Shipment = null } : document));
        if (later && linked) Record(at.AddDays(7), at.AddDays(7), m => TellDocument(m, "/document#document_updated", document));
        if (later && linked) commons.Document.Leave(document with { Shipment = null });
        if (linked && Chance.Is(0.1)) Record(at.AddDays(8), at.AddDays(8), m => TellDocument(m, "/document#document_archived", document with { ArchivedAt = m.OccurredAt }));
    }

    private void TellDocument(Moment m, string type, DocumentObject document)
    {
        documents.Add(document);
        m.Send(type, document.Shipment is null ? $"documents/{document.Id}" : Path, new JsonObject { ["_object"] = "/document_event_data", ["resource"] = document.ToJson() });
        var said = m.Said;
        void Say(ToldShipment told)
        {
            var known = told.Document(document.Id);
            known.Type.Say(document.Type, said);
            known.Name.Say(document.FileName, said);
            known.Uploaded.Say(document.UploadedAt, said);
            known.Archived.Say(document.ArchivedAt, said);
        }

        var held = m.Account.Held("document", document.Id);
        if (document.Shipment is null)
        {
            held.Tell(Say);
            return;
        }

        Told(m).IsTold = true;
        Say(Told(m));
        held.Name(Told(m));
    }

    private void PassCustoms()
    {
        foreach (var type in new[] { "commercial_invoice", "packing_list", "flexport_bill_of_lading", "isf_worksheet" })
        {
            if (Chance.Is(0.3)) Document(type, made.AddDays(Chance.Number(1, 12)).AddMinutes(Chance.Number(0, 600)));
        }

        if (Chance.Is(0.3) && commons.Document.TryTake(_ => true, out var shared))
        {
            var at = shared.UploadedAt.AddDays(7) > made.AddHours(5) ? shared.UploadedAt.AddDays(7) : made.AddHours(5);
            Record(at, at, m => TellDocument(m, "/document#document_updated", shared with { Shipment = shipment.Id }));
        }

        var arrives = MainStages[^1].Arrives;
        var port = MainStages[^1].Leg.Destination;
        if (Chance.Is(0.2)) Custom("/shipments#commercial_invoices_digitized", arrives.AddDays(-6), (customs, at) => customs.InvoicesEntered = at);
        if (Chance.Is(0.1)) Custom("/shipment#documents_sent_to_nominated_broker", arrives.AddDays(-5), (customs, at) => customs.BrokerInformed = at);
        if (Chance.Is(0.04)) Custom("/shipment#filing_submitted_for_in_bond_transportation", arrives.AddDays(-3), (customs, at) => customs.InBondFiled = at);
        if (Chance.Is(0.03)) Custom("/shipment#ftz_admission", arrives.AddDays(3), (customs, at) => customs.FreeTradeZoneAdmitted = at);
        if (Chance.Is(0.5)) Custom("/shipment#export_customs_cleared", MainStages[0].Departs.AddHours(-14), (customs, at) => customs.ExportReleased = at);
        if (turn % 11 == 0) Held(Types.ExportHolds[turn / 11 % 2], MainStages[0].Departs.AddHours(-Chance.Number(4, 30)), true);
        if (turn % 4 == 1) Held(Types.ImportHolds[turn / 4 % 7], arrives.AddHours(Chance.Number(-20, 70)), false);
        if (Chance.Is(0.04)) Held(Chance.One(Types.ImportHolds), arrives.AddHours(Chance.Number(2, 90)), false);
        if (Chance.Is(0.75))
        {
            var (at, seen) = (arrives.AddHours(Chance.Number(-30, 60)), Chance.Is(0.5));
            Happen(at, m =>
            {
                TellShipment(m, Spelled("/shipment", "customs_entry_release_status_released"), seen ? port() : null);
                Told(m).Customs.Released = new Seen(m.OccurredAt, seen ? MainStages[^1].Leg.To : null, m.Said);
            });
        }

        if (Chance.Is(0.35)) Enter(arrives);
    }

    private void Custom(string type, DateTimeOffset at, Action<Customs, DateTimeOffset> tell) => Happen(at, m =>
    {
        TellShipment(m, type);
        tell(Told(m).Customs, m.OccurredAt);
    });

    private void Held(string type, DateTimeOffset since, bool isExport) => Custom(type, since, (customs, at) => customs.Hold(type, at, isExport));

    // No type is documented for entries: the object says what it is.
    private void Enter(DateTimeOffset arrives)
    {
        var entry = new EntryObject(Ids.Text(), $"TRN-{shipment.Id}-{turn % 10}", Chance.Is(0.2) ? "customs_hold" : "pending", null, shipment.Id);
        Record(arrives.AddDays(-2), arrives.AddDays(-2), m => TellEntry(m, entry));
        if (Chance.Is(0.75)) Record(arrives.AddDays(9), arrives.AddDays(1), m =>
            TellEntry(m, entry with { Status = Chance.Is(0.8) ? "cleared" : "released", ReleaseDate = MainStages[^1].Leg.To.DayOf(arrives) }));
    }

    private void TellEntry(Moment m, EntryObject entry)
    {
        entries.Add(entry);
        Tell(m, "/customs_entry#updated", entry.ToJson(), null);
        Told(m).Customs.Entry(entry);
    }
}
