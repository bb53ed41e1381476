using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests;

/// <summary>Every event of dialect A, and the field it changes.</summary>
public sealed class NamedEventTable
{
    private const string Occurred = "2026-02-01T08:00:00Z";
    private const string Recorded = "2026-02-02T00:00:00Z";

    private static readonly Dictionary<string, Func<ShipmentView, object?>> ShipmentFields = new()
    {
        ["status"] = v => v.Status,
        ["lastMilestone"] = v => v.LastMilestone,
        ["lastMilestoneAt"] = v => Text(v.LastMilestoneAt),
        ["actuals.departure"] = v => Text(v.Actuals.Departure),
        ["actuals.arrival"] = v => Text(v.Actuals.Arrival),
        ["estimates.departure"] = v => Text(v.Estimates.Departure),
        ["estimates.arrival"] = v => Text(v.Estimates.Arrival),
        ["customs"] = v => $"{v.Customs.Status} {Text(v.Customs.ClearedAt)}",
        ["bookings"] = v => string.Join("; ", v.Bookings.Select(b => $"{b.Id} {b.Status} {Text(b.ConfirmedAt)} {Text(b.AmendedAt)}")),
        ["documents"] = v => string.Join("; ", v.Documents.Select(d => $"{d.Id} {d.Type} {d.Name} {Text(d.UploadedAt)} {Text(d.ReadyAt)}")),
        ["containers"] = v => string.Join("; ", v.Containers.Select(c => $"{c.Number ?? c.Id} {c.Type} {c.Size} {c.SealNumber} {Text(c.LoadedAt)} {Text(c.UnloadedAt)}")),
        ["legs"] = v => string.Join("; ", v.Legs.Select(l => $"{l.Id} {Text(l.Estimates.Departure)} {Text(l.Estimates.Arrival)} {Text(l.Actuals.Departure)} {Text(l.Actuals.Arrival)}")),
    };

    [Theory]
    [InlineData("cargo_ready", "{}", "status", "cargo_ready")]
    [InlineData("departed", "{}", "status", "departed")]
    [InlineData("departed", "{}", "actuals.departure", "2026-02-01T08:00:00+00:00")]
    [InlineData("arrived", "{}", "status", "arrived")]
    [InlineData("arrived", "{}", "actuals.arrival", "2026-02-01T08:00:00+00:00")]
    [InlineData("customs_cleared", "{}", "status", "customs_cleared")]
    [InlineData("customs_cleared", "{}", "customs", "cleared 2026-02-01T08:00:00+00:00")]
    [InlineData("delivered", "{}", "status", "delivered")]
    [InlineData("delivered", "{}", "lastMilestoneAt", "2026-02-01T08:00:00+00:00")]
    [InlineData("departed", """{"leg_id":5}""", "legs", "5   2026-02-01T08:00:00+00:00 ")]
    [InlineData("arrived", """{"leg_id":"5"}""", "legs", "5    2026-02-01T08:00:00+00:00")]
    [InlineData("estimated_departure", """{"estimated_departure":"2026-03-01T10:00:00+02:00"}""", "estimates.departure", "2026-03-01T10:00:00+02:00")]
    [InlineData("estimated_departure", """{"estimated_departure_date":"2026-03-01"}""", "estimates.departure", "2026-03-01T00:00:00+00:00")]
    [InlineData("estimated_departure", """{"etd":"2026-03-01T10:00:00Z"}""", "estimates.departure", "2026-03-01T10:00:00+00:00")]
    [InlineData("estimated_departure", """{"new_etd":"2026-03-01T10:00:00Z"}""", "estimates.departure", "2026-03-01T10:00:00+00:00")]
    [InlineData("estimated_departure", """{"value":"2026-03-01T10:00:00Z"}""", "estimates.departure", "2026-03-01T10:00:00+00:00")]
    [InlineData("estimated_arrival", """{"estimated_arrival":"2026-03-09T10:00:00Z"}""", "estimates.arrival", "2026-03-09T10:00:00+00:00")]
    [InlineData("estimated_arrival", """{"eta":"2026-03-09T10:00:00Z"}""", "estimates.arrival", "2026-03-09T10:00:00+00:00")]
    [InlineData("estimated_arrival", """{"new_eta":"2026-03-09T10:00:00Z"}""", "estimates.arrival", "2026-03-09T10:00:00+00:00")]
    [InlineData("estimated_arrival", """{"estimated_at":"2026-03-09T10:00:00Z"}""", "estimates.arrival", "2026-03-09T10:00:00+00:00")]
    [InlineData("estimated_arrival", """{"date":"2026-03-09"}""", "estimates.arrival", "2026-03-09T00:00:00+00:00")]
    [InlineData("estimated_arrival", """{"leg_id":5,"eta":"2026-03-09"}""", "legs", "5  2026-03-09T00:00:00+00:00  ")]
    [InlineData("eta_updated", """{"eta":"2026-03-09","etd":"2026-03-01"}""", "estimates.arrival", "2026-03-09T00:00:00+00:00")]
    [InlineData("eta_updated", """{"eta":"2026-03-09","etd":"2026-03-01"}""", "estimates.departure", "2026-03-01T00:00:00+00:00")]
    [InlineData("eta_updated", """{"value":"2026-03-09"}""", "estimates.arrival", "2026-03-09T00:00:00+00:00")]
    [InlineData("eta_updated", """{"actual_departure":"2026-01-09"}""", "status", "departed")]
    [InlineData("actual_departure", """{"actual_departure":"2026-01-09T00:00:00Z"}""", "actuals.departure", "2026-01-09T00:00:00+00:00")]
    [InlineData("actual_departure", "{}", "actuals.departure", "2026-02-01T08:00:00+00:00")]
    [InlineData("actual_departure", "{}", "status", "departed")]
    [InlineData("booking_confirmed", """{"booking_id":31}""", "bookings", "31 confirmed 2026-02-01T08:00:00+00:00 ")]
    [InlineData("booking_confirmed", "{}", "status", "booked")]
    [InlineData("booking_amended", """{"booking_id":"B-1"}""", "bookings", "B-1 amended  2026-02-01T08:00:00+00:00")]
    [InlineData("document_uploaded", """{"document_id":"d1","document_type":"packing_list","file_name":"p.pdf"}""", "documents", "d1 packing_list p.pdf 2026-02-01T08:00:00+00:00 ")]
    [InlineData("bill_of_lading_ready", """{"document_id":"d2"}""", "documents", "d2 bill_of_lading   2026-02-01T08:00:00+00:00")]
    [InlineData("container_loaded", """{"container_number":"abcu1","container_type":"dry","container_size":"20ft","seal_number":"s"}""", "containers", "ABCU1 dry 20ft s 2026-02-01T08:00:00+00:00 ")]
    [InlineData("container_unloaded", """{"container_id":77}""", "containers", "77     2026-02-01T08:00:00+00:00")]
    [InlineData("booking_confirmed", """{"id":32}""", "bookings", "32 confirmed 2026-02-01T08:00:00+00:00 ")]
    [InlineData("booking_confirmed", """{"booking":{"id":33,"confirmed_at":"2026-01-30T00:00:00Z"},"id":1}""", "bookings", "33 confirmed 2026-01-30T00:00:00+00:00 ")]
    [InlineData("booking_confirmed", """{"booking_id":31,"booking":{"id":33},"id":1}""", "bookings", "31 confirmed 2026-02-01T08:00:00+00:00 ")]
    [InlineData("booking_confirmed", "{}", "bookings", "evt-7 confirmed 2026-02-01T08:00:00+00:00 ")]
    [InlineData("/shipment#booking_confirmed", "{}", "bookings", "evt-7 confirmed 2026-02-01T08:00:00+00:00 ")]
    [InlineData("document_uploaded", """{"id":"d3","document_type":"packing_list"}""", "documents", "d3 packing_list  2026-02-01T08:00:00+00:00 ")]
    [InlineData("document_uploaded", """{"document":{"id":"d4","file_name":"q.pdf","document_type":"packing_list","uploaded_at":"2026-01-31T00:00:00Z"}}""", "documents", "d4 packing_list q.pdf 2026-01-31T00:00:00+00:00 ")]
    [InlineData("document_uploaded", """{"document":{"file_name":"q.pdf"}}""", "documents", "q.pdf  q.pdf 2026-02-01T08:00:00+00:00 ")]
    [InlineData("document_uploaded", """{"file_name":"r.pdf"}""", "documents", "r.pdf  r.pdf 2026-02-01T08:00:00+00:00 ")]
    [InlineData("document_uploaded", """{"document_id":"","file_name":""}""", "documents", "evt-7   2026-02-01T08:00:00+00:00 ")]
    [InlineData("bill_of_lading_ready", """{"document":{"id":"d5","document_type":"house_bill"}}""", "documents", "d5 house_bill   2026-02-01T08:00:00+00:00")]
    [InlineData("container_loaded", """{"container":{"id":78,"container_number":"abcu2","seal_number":"t"}}""", "containers", "ABCU2   t 2026-02-01T08:00:00+00:00 ")]
    [InlineData("container_loaded", """{"container":{"id":79,"loaded_at":"2026-01-29T00:00:00Z"}}""", "containers", "79    2026-01-29T00:00:00+00:00 ")]
    [InlineData("container_loaded", """{"container":{"number":" abcu3 "}}""", "containers", "ABCU3    2026-02-01T08:00:00+00:00 ")]
    [InlineData("container_loaded", """{"container":{"number":"abcu4","container_number":"abcu5"}}""", "containers", "ABCU5    2026-02-01T08:00:00+00:00 ")]
    [InlineData("container_unloaded", """{"id":80}""", "containers", "80     2026-02-01T08:00:00+00:00")]
    public void ShipmentEvent_ChangesItsField(string name, string data, string field, string expected)
    {
        var before = Stories.Shipment().View;
        var after = Stories.Shipment().Told(Say.Event(name, data, Occurred, Recorded, id: "evt-7")).View;

        ShipmentFields[field](after).ShouldBe(expected);
        ShipmentFields[field](before).ShouldNotBe(expected);
    }

    private static readonly Dictionary<string, Func<PurchaseOrderView, object?>> OrderFields = new()
    {
        ["number"] = v => v.Number,
        ["status"] = v => v.Status,
        ["createdAt"] = v => Text(v.CreatedAt),
        ["changedAt"] = v => Text(v.ChangedAt),
        ["archivedAt"] = v => Text(v.ArchivedAt),
        ["buyer"] = v => v.Buyer,
        ["seller"] = v => v.Seller,
        ["incoterm"] = v => v.Incoterm,
        ["mode"] = v => v.TransportationMode,
        ["cargoReady"] = v => v.CargoReadyDate,
        ["mustArrive"] = v => v.MustArriveDate,
    };

    [Theory]
    [InlineData("po_created", """{"po_number":"PO-1"}""", "number", "PO-1")]
    [InlineData("po_created", """{"name":"PO-2"}""", "number", "PO-2")]
    [InlineData("po_created", "{}", "status", "open")]
    [InlineData("po_created", "{}", "createdAt", "2026-02-01T08:00:00+00:00")]
    [InlineData("po_created", """{"buyer":"Juniper Stores","seller":{"name":"Aster Mills"}}""", "buyer", "Juniper Stores")]
    [InlineData("po_created", """{"buyer":"Juniper Stores","seller":{"name":"Aster Mills"}}""", "seller", "Aster Mills")]
    [InlineData("po_created", """{"incoterm":"FOB"}""", "incoterm", "FOB")]
    [InlineData("po_created", """{"transportation_mode":"ocean"}""", "mode", "ocean")]
    [InlineData("po_created", """{"cargo_ready_date":"2026-02-04"}""", "cargoReady", "2026-02-04")]
    [InlineData("po_updated", """{"must_arrive_date":"2026-04-04T00:00:00+08:00"}""", "mustArrive", "2026-04-04")]
    [InlineData("po_updated", """{"status":"closed"}""", "status", "closed")]
    [InlineData("po_updated", "{}", "changedAt", "2026-02-01T08:00:00+00:00")]
    [InlineData("po_archived", "{}", "archivedAt", "2026-02-01T08:00:00+00:00")]
    [InlineData("po_archived", """{"archived_at":"2026-01-31T08:00:00Z"}""", "archivedAt", "2026-01-31T08:00:00+00:00")]
    [InlineData("po_created", """{"purchase_order":{"id":1,"name":"PO-3"}}""", "number", "PO-3")]
    [InlineData("po_updated", """{"purchase_order":{"status":"closed"},"status":"open"}""", "status", "closed")]
    [InlineData("po_updated", """{"purchase_order":{"buyer":{"name":"Juniper Stores"}}}""", "buyer", "Juniper Stores")]
    [InlineData("po_archived", """{"purchase_order":{"archived_at":"2026-01-30T08:00:00Z"}}""", "archivedAt", "2026-01-30T08:00:00+00:00")]
    public void PurchaseOrderEvent_ChangesItsField(string name, string data, string field, string expected)
    {
        OrderFields[field](Stories.PurchaseOrder().Told(Say.Event(name, data, Occurred, Recorded)).View).ShouldBe(expected);
        OrderFields[field](Stories.PurchaseOrder().View).ShouldNotBe(expected);
    }

    private static readonly Dictionary<string, Func<InvoiceView, object?>> InvoiceFields = new()
    {
        ["number"] = v => v.Number,
        ["status"] = v => v.Status,
        ["total"] = v => FormattableString.Invariant($"{v.Total?.Amount} {v.Total?.Currency}"),
        ["balance"] = v => FormattableString.Invariant($"{v.Balance?.Amount} {v.Balance?.Currency}"),
        ["dueDate"] = v => v.DueDate,
        ["issuedAt"] = v => Text(v.IssuedAt),
        ["freightReadyAt"] = v => Text(v.FreightReadyAt),
        ["voidedAt"] = v => Text(v.VoidedAt),
        ["shipments"] = v => string.Join(" ", v.Shipments),
    };

    [Theory]
    [InlineData("invoice_created", """{"invoice_number":"F-1"}""", "number", "F-1")]
    [InlineData("invoice_created", "{}", "status", "outstanding")]
    [InlineData("invoice_created", """{"status":"paid"}""", "status", "paid")]
    [InlineData("invoice_created", """{"total":{"amount":"6843.290","currency_code":"EUR"}}""", "total", "6843.290 EUR")]
    [InlineData("invoice_created", """{"total":{"amount":12.5,"currency":"USD"}}""", "total", "12.5 USD")]
    [InlineData("invoice_created", """{"total":"99.10","currency":"NOK"}""", "total", "99.10 NOK")]
    [InlineData("invoice_created", """{"amount":0.1,"currency":"NOK"}""", "total", "0.1 NOK")]
    [InlineData("invoice_created", """{"balance":{"amount":"-1.00"}}""", "balance", "-1.00 ")]
    [InlineData("invoice_created", """{"due_date":"2026-05-22"}""", "dueDate", "2026-05-22")]
    [InlineData("invoice_created", "{}", "issuedAt", "2026-02-01T08:00:00+00:00")]
    [InlineData("invoice_created", """{"issued_at":"2026-01-22T00:00:00Z"}""", "issuedAt", "2026-01-22T00:00:00+00:00")]
    [InlineData("invoice_created", """{"voided_at":"2026-01-23T00:00:00Z"}""", "voidedAt", "2026-01-23T00:00:00+00:00")]
    [InlineData("freight_invoice_ready", "{}", "freightReadyAt", "2026-02-01T08:00:00+00:00")]
    [InlineData("freight_invoice_ready", """{"shipment_id":7}""", "shipments", "7")]
    [InlineData("freight_invoice_ready", """{"shipment_ids":[10,"9",10]}""", "shipments", "9 10")]
    [InlineData("freight_invoice_ready", """{"shipments":[{"id":8},{"id":"x"}]}""", "shipments", "8 x")]
    [InlineData("freight_invoice_ready", """{"shipments":["FLEX-1001",{"id":"flex-999"}],"shipment_id":"FLEX-1000"}""", "shipments", "999 1000 1001")]
    [InlineData("freight_invoice_ready", """{"shipment_ids":["FLEX-1001","FLEX-1001-1"]}""", "shipments", "1001 FLEX-1001-1")]
    [InlineData("invoice_created", """{"invoice":{"id":"i","number":"F-2"}}""", "number", "F-2")]
    [InlineData("invoice_created", """{"invoice":{"total":{"amount":"7.50","currency_code":"EUR"}}}""", "total", "7.50 EUR")]
    [InlineData("invoice_created", """{"invoice":{"status":"paid"}}""", "status", "paid")]
    [InlineData("invoice_created", """{"invoice":{"issued_at":"2026-01-21T00:00:00Z"}}""", "issuedAt", "2026-01-21T00:00:00+00:00")]
    [InlineData("freight_invoice_ready", """{"invoice":{"issued_at":"2026-01-20T00:00:00Z"}}""", "issuedAt", "2026-01-20T00:00:00+00:00")]
    [InlineData("freight_invoice_ready", """{"invoice":{"voided_at":"2026-01-24T00:00:00Z"}}""", "voidedAt", "2026-01-24T00:00:00+00:00")]
    [InlineData("freight_invoice_ready", """{"invoice":{"shipment_id":"FLEX-12"}}""", "shipments", "12")]
    public void InvoiceEvent_ChangesItsField(string name, string data, string field, string expected)
    {
        InvoiceFields[field](Stories.Invoice().Told(Say.Event(name, data, Occurred, Recorded)).View).ShouldBe(expected);
        InvoiceFields[field](Stories.Invoice().View).ShouldNotBe(expected);
    }

    private static string? Text(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
