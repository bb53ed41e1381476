using System.Text.Json;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Invoices;

/// <summary>What is announced of an invoice: its status, what happens to its money, and its deadlines.</summary>
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
            Owed(writer, whole);
        });
        return Telling.Note(state, accepted, [standing, .. Moved(state, accepted), .. DeadlineNews.Of(accepted, whole, static (writer, _, _, whole) => Owed(writer, whole))], () => new Subject(key, "invoice", whole.Text(Aspect.Number), status, about =>
        {
            about.Parties(state);
            about.List("shipments", InvoiceRules.Shipments(state));
        }, summary => Owed(summary, whole)));
    }

    /// <summary>What it comes to, what is left of it to pay, and until when.</summary>
    private static void Owed(Utf8JsonWriter writer, PartFacts whole)
    {
        writer.Money("total", whole.Money(Aspect.Total));
        writer.Money("balance", whole.Money(Aspect.Balance));
        writer.Day("dueDate", whole.Day(Aspect.DueDate));
    }

    /// <summary>Payments, failed payments, credits, refunds and moved due dates, each once: <c>invoice:payment:&lt;event&gt;</c> …</summary>
    private static IEnumerable<Standing> Moved(EntityState state, AcceptedEvent accepted)
    {
        foreach (var fact in accepted.Facts)
        {
            if (fact.About is not { Part: Part.Movement, Aspect: Aspect.Type } about) continue;
            var facts = state.Parts[new PartKey(Part.Movement, about.PartId)];
            if (Movements.Of(about.PartId, facts) is not { } movement) continue;
            yield return new Standing($"invoice:{movement.Kind}:{movement.EventId}", movement.Kind, movement.At, true, (writer, _) =>
            {
                writer.Text("movement", movement.Kind);
                if (movement.Amount is { } amount) writer.WriteNumber("amount", amount.Amount);
                else writer.WriteNull("amount");
                writer.Text("currency", movement.Amount?.Currency);
                writer.Day("dueDate", facts.Day(Aspect.DueDate));
            });
        }
    }
}
