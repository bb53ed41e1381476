using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Invoices;

/// <summary>What is announced of an invoice: its status, and its deadlines.</summary>
internal static class InvoiceNews
{
    public static (EntityState State, IReadOnlyList<Announcement> Announcements) Of(EntityKey key, EntityState state, AcceptedEvent accepted)
    {
        var whole = state.Whole;
        var status = InvoiceStatus.Of(whole);
        var standing = new Standing("invoice:status", status, accepted.OccurredAt, true, (writer, before) =>
        {
            writer.Text("from", before);
            writer.Text("to", status);
            writer.Money("total", whole.Money(Aspect.Total));
            writer.Money("balance", whole.Money(Aspect.Balance));
            writer.Day("dueDate", whole.Day(Aspect.DueDate));
        });
        return Telling.Note(state, accepted, [standing, .. DeadlineNews.Of(accepted)], () => new Subject(key, "invoice", whole.Text(Aspect.Number), status, about =>
        {
            about.Parties(state);
            about.List("shipments", InvoiceRules.Shipments(state));
        }));
    }
}
