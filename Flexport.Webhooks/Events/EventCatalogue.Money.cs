namespace Flexport.Webhooks.Events;

public static partial class EventCatalogue
{
    // Purchase orders and invoices.
    private static EventType[] Money() =>
    [
        Named("po_created", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderCreated, "Purchase order created", "A purchase order was placed.", "purchase_order.created"),
        Named("po_updated", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderUpdated, "Purchase order updated", "Something in a purchase order changed.", "purchase_order.updated"),
        Named("po_archived", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderArchived, "Purchase order archived", "A purchase order was put away.", "purchase_order.archived"),
        Documented("/purchase_order#created", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderCreated, "Purchase order created", "A purchase order was placed."),
        Documented("/purchase_order#updated", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderUpdated, "Purchase order updated", "Something in a purchase order changed."),
        Documented("/purchase_order#acknowledged", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderAcknowledged, "Purchase order acknowledged", "The seller took note of a purchase order."),
        Documented("/purchase_order#archived", EventCategory.PurchaseOrder, EventEffect.PurchaseOrderArchived, "Purchase order archived", "A purchase order was put away."),
        Named("invoice_created", EventCategory.Invoice, EventEffect.InvoiceIssued, "Invoice created", "An invoice was issued.", "invoice.created"),
        Named("freight_invoice_ready", EventCategory.Invoice, EventEffect.FreightInvoiceReady, "Freight invoice ready", "The freight invoice can be fetched and paid.", "invoice.freight_ready"),
        Documented("/invoice#invoice_shared", EventCategory.Money, EventEffect.InvoiceIssued, "Invoice shared", "An invoice was issued to the customer."),
        Documented("/invoice#invoice_payment_made", EventCategory.Money, EventEffect.InvoicePaymentMade, "Payment made", "An invoice was paid, in whole or in part."),
        Documented("/invoice#invoice_payment_failed", EventCategory.Money, EventEffect.InvoicePaymentFailed, "Payment failed", "A payment of an invoice did not go through."),
        Documented("/invoice#invoice_due_date_adjusted", EventCategory.Money, EventEffect.InvoiceDueDateMoved, "Due date adjusted", "An invoice is due on another day than before."),
        Documented("/invoice#invoice_voided", EventCategory.Money, EventEffect.InvoiceVoided, "Invoice voided", "An invoice no longer counts."),
        Documented("/invoice#invoice_credit_applied", EventCategory.Money, EventEffect.InvoiceCreditApplied, "Credit applied", "A credit lowered what is owed on an invoice."),
        Documented("/invoice#invoice_refund_applied", EventCategory.Money, EventEffect.InvoiceRefundApplied, "Refund applied", "Money for an invoice was given back."),
    ];
}
