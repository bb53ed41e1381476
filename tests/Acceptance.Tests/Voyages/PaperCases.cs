using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §3 and §4: purchase orders and invoices, what is watched of them, and in whatever case a status is written.</summary>
internal static class PaperCases
{
    private const string Money = """ "total":{"amount":"100.00","currency_code":"EUR"} """;

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        VoyageCase.Watch(
            "cargo_ready closes when a shipment that carries the order has departed",
            new Turn(
                [
                    Order(""" "name":"PO-{id}","cargo_ready_date":"{day-5}","must_arrive_date":"{day-2}" """), Goods("""{"purchase_order_number":"PO-{id}"}"""),
                    Leg("1", "ocean", "port_of_loading > port_of_unloading", "{time-4}", eta: "{time+3}"),
                ],
                // The other alarm of this order must come.
                [OfOrder("attention[].kind", "must_arrive", later: true)])),
        VoyageCase.Watch(
            "cargo_ready closes when a shipment that carries the order has been picked up",
            new Turn(
                [
                    Order(""" "name":"PO-{id}","cargo_ready_date":"{day-5}","must_arrive_date":"{day-2}" """),
                    Goods("""{"purchase_order_number":"PO-{id}"}""", """ "actual_picked_up_in_full_date":"{time-4}" """),
                ],
                [OfOrder("attention[].kind", "must_arrive", later: true)])),
        VoyageCase.Watch(
            "must_arrive is watched against the ETA of the shipments, with the slip in days",
            new Turn(
                [
                    Order(""" "name":"PO-{id}","must_arrive_date":"{day+5}" """), Goods("""{"purchase_order_number":"PO-{id}"}""", """ "estimated_arrival_date":"{noon+9}" """),
                ],
                [OfOrder("attention[].kind+subject+stage", "must_arrive {id} day+4", later: true), OfOrder("shipments[0].slipDays", "4", later: true)])),
        VoyageCase.Watch(
            "What is acknowledged comes back when its stage rises because the shipment is later still",
            new Turn([Order(""" "name":"PO-{id}","must_arrive_date":"{day+5}" """), Expected("{noon+9}")], [Listed("{id}5")]),
            new Turn([new("POST purchase-orders/{id}5/attention/must_arrive/acknowledge", """{"who":"Ada"}""")], [Listed(""), OfOrder("attention[0].who", "Ada")]),
            new Turn([Expected("{noon+12}")], [Listed("{id}5", later: true), OfOrder("attention[].kind+stage", "must_arrive day+7", later: true)])),
        VoyageCase.Of(
            "An order lists the shipments that name its number, and the shipment its orders",
            [Order(""" "name":"PO-{id}" """), Goods("""{"purchase_order_number":"PO-{id}"}""", """ "estimated_arrival_date":"2031-03-09T12:00:00+08:00" """)],
            OfOrder("shipments[].id", "{id}", later: true), OfOrder("shipments[0].estimates.arrival", "2031-03-09T12:00:00+08:00", later: true),
            new("shipments/{id}", "orders[].id", "{id}5", Later: true)),
        VoyageCase.Of(
            "An order lists the shipment that names it by its id",
            [new("departed", """{"shipment_id":"{id}","po_id":"{id}5"}""")],
            OfOrder("shipments[].id", "{id}", later: true), OfOrder("shipments[0].status", "departed", later: true)),
        VoyageCase.Of(
            "An order shows its lines with ordered and shipped quantities",
            [
                Order(""" "name":"PO-{id}","line_items":[{"line_item_number":1,"units":100,"unit_of_measure":"EA","product":{"sku":"MUG","name":"Mug"}}] """),
                Goods("""{"purchase_order_number":"PO-{id}","total_units":"40","product":{"sku":"MUG"}},{"purchase_order_number":"PO-{id}","total_units":"2","product":{"sku":"MUG"}}"""),
            ],
            OfOrder("lines[0].sku+ordered+shipped", "MUG 100 42", later: true)),
        VoyageCase.Watch("Nothing is due of an invoice whose balance is zero", Due(""" "status":"outstanding","balance":{"amount":"0.00","currency_code":"EUR"} """)),
        VoyageCase.Watch("Nothing is due of an invoice whose payment is pending", Due(""" "status":"payment_pending" """)),
        VoyageCase.Watch("Paid is paid in any case", Due(""" "status":"Paid" """)),
        VoyageCase.Watch("VOID is void in any case", Due(""" "status":"VOID" """)),
        VoyageCase.Watch("CANCELLED is cancelled in any case", OfStatus("CANCELLED")),
        VoyageCase.Watch("Closed is closed in any case", OfStatus("Closed")),
        VoyageCase.Of(
            "Payments are things of their own, in the order in which they happened, and announced",
            [
                Paid("50.25", "2031-02-05T00:00:00Z"), Paid("100.00", "2031-02-01T00:00:00Z"),
            ],
            OfInvoice("movements[].kind", "payment payment"), OfInvoice("movements[].amount.amount", "100.00 50.25"), OfInvoice("movements[].amount.currency", "EUR EUR"),
            OfInvoice("movements[].at", "2031-02-01T00:00:00+00:00 2031-02-05T00:00:00+00:00"),
            Told("items[thing=invoice:payment:*].movement", "payment payment"), Told("items[amount=100.00].currency", "EUR"), Told("items[amount=50.25].currency", "EUR")),
        Movement("A failed payment", "invoice_payment_failed", "", "payment_failed", "(absent)"),
        Movement("A credit", "invoice_credit_applied", """ "credit_memos":[{"credited_at":"2031-01-08T00:00:00Z","amount":{"amount":"2.50","currency_code":"EUR"}}] """, "credit", "2.50"),
        Movement("A refund", "invoice_refund_applied", "", "refund", "7.00", """ "refund_amount":"7.00","currency":"EUR" """),
        VoyageCase.Of(
            "A moved due date is a thing of its own",
            [Invoice("invoice_shared", Money), Invoice("invoice_due_date_adjusted", """ "due_date":"2031-05-01" """)],
            OfInvoice("dueDate", "2031-05-01"), OfInvoice("movements[].kind+dueDate", "due_date 2031-05-01"), Told("items[thing=invoice:due_date:*].dueDate", "2031-05-01")),
        Named("/shipment", "FLEX-{id}-1"),
        Named("Shipment", "FLEX-{id}-12"),
        VoyageCase.Of(
            "A booking that Flexport archived is not shown as confirmed",
            [
                new("booking_confirmed", """{"shipment_id":"{id}","booking_id":"{id}3"}"""),
                Event("/booking#updated", """{"_object":"/booking","id":{id}3,"status":"archived","shipment":{"_object":"/api/refs/object","ref_type":"/shipment","id":{id} } }"""),
            ],
            Shipment("bookings[0].status", "archived"), Shipment("bookings[0].reportedStatus", "archived")),
    ];

    private static Telling Goods(string items, string more = "") => Whole(By("ocean", $""" "items":[{items}]{(more == "" ? "" : "," + more)} """));

    private static Telling Expected(string eta) => Goods("""{"purchase_order_number":"PO-{id}"}""", $""" "estimated_arrival_date":"{eta}" """);

    private static Shown Listed(string ids, bool later = false) => new("purchase-orders?attention=must_arrive&po=PO-{id}", "items[].id", ids, later);

    private static Telling Paid(string amount, string occurred) =>
        Invoice("invoice_payment_made", "", occurred, more: $$""" "payment":{"amount":"{{amount}}","currency":"EUR"} """);

    private static Turn Due(string fields) => new([Invoice("invoice_shared", $""" {Money},"due_date":"{"{day-5}"}",{fields} """)], [OfInvoice("attention[].kind", "")]);

    private static Turn OfStatus(string status) =>
        new Turn([Order($$""" "name":"PO-{id}","cargo_ready_date":"{day-5}","status":"{{status}}" """)], [OfOrder("status", status), OfOrder("attention[].kind", "")]);

    private static VoyageCase Movement(string what, string name, string fields, string kind, string amount, string more = "") => VoyageCase.Of(
        $"{what} is a thing of its own, and announced",
        [Invoice(name, fields, more: more)],
        OfInvoice("movements[].kind", kind), OfInvoice("movements[0].amount.amount", amount), Told($"items[thing=invoice:{kind}:*].movement", kind));

    private static VoyageCase Named(string type, string name) => VoyageCase.Of(
        $"An invoice whose only link is the name of a {type} is linked by that name",
        [Whole(Ocean), Invoice("invoice_shared", $$""" "shipments":[{"_object":"/api/refs/object","ref_type":"{{type}}","name":"{{name}}"}] """)],
        OfInvoice("shipments[]", "{id}"), new("shipments/{id}", "invoices[].id", "inv-{id}", Later: true));

    private static Shown OfInvoice(string path, string? value) => new("invoices/inv-{id}", path, value);

    private static Shown OfOrder(string path, string? value, bool later = false) => new("purchase-orders/{id}5", path, value, later);

    private static Shown Told(string path, string value) => new("messages?invoice=inv-{id}", path, value, Later: true);
}
