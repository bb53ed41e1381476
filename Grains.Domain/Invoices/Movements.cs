using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Invoices;

namespace Grains.Domain.Invoices;

/// <summary>What happened to an invoice's money: each payment, failed payment, credit, refund and moved due date is a part of its own, under the event that told of it.</summary>
internal static class Movements
{
    private const int MostMemos = 1000;

    /// <param name="invoice">The invoice's full object; undefined where the event has none.</param>
    public static void Read(Saying saying, JsonElement invoice)
    {
        if (KindOf(saying.Effect) is not { } kind) return;
        var about = saying.About(Part.Movement, saying.EventId.Value, saying.Data, Nulls.SayNothing);
        about.Say(Aspect.Type, kind);
        var memo = kind == "credit" ? LastMemo(invoice) : default;
        about.Say(Aspect.HappenedAt, memo.Instant("credited_at") ?? saying.OccurredAt);
        if ((Said(saying.Data, kind) ?? AmountOf(memo)) is { } amount) about.Say(Aspect.Amount, amount);
        if (kind == "due_date") saying.About(Part.Movement, saying.EventId.Value, invoice, Nulls.SayNothing).Day(Aspect.DueDate, "due_date");
    }

    /// <summary>In the order in which they happened.</summary>
    public static IReadOnlyList<MovementView> View(EntityState state)
    {
        var views = new List<MovementView>();
        foreach (var (key, facts) in state.Parts)
        {
            if (key.Part == Part.Movement && Of(key.Id, facts) is { } view) views.Add(view);
        }

        views.Sort(static (left, right) => left.At.CompareTo(right.At) is not 0 and var byTime ? byTime : PartKey.CompareIds(left.EventId, right.EventId));
        return views;
    }

    public static MovementView? Of(string eventId, PartFacts facts) => facts.Text(Aspect.Type) is { } kind && facts.Instant(Aspect.HappenedAt) is { } at
        ? new MovementView(kind, facts.Money(Aspect.Amount).ToView(), at, eventId, Rows.DayText(facts.Day(Aspect.DueDate)))
        : null;

    private static string? KindOf(EventEffect effect) => effect switch
    {
        EventEffect.InvoicePaymentMade => "payment",
        EventEffect.InvoicePaymentFailed => "payment_failed",
        EventEffect.InvoiceCreditApplied => "credit",
        EventEffect.InvoiceRefundApplied => "refund",
        EventEffect.InvoiceDueDateMoved => "due_date",
        _ => null,
    };

    /// <summary>The amount that the event itself tells, beside the invoice: its own field, or an object named after what happened.</summary>
    private static FactValue.Money? Said(JsonElement data, string kind)
    {
        if (kind == "due_date") return null;
        var name = kind == "payment_failed" ? "payment" : kind;
        if (data.TryGetAny([$"{name}_amount", "amount"], out var field)) return InvoiceReports.AsMoney(field, data);
        return data.TryGetAny([name, $"{name}_memo"], out var happened) ? AmountOf(happened) : null;
    }

    /// <summary>Of an object that has an amount, or is one.</summary>
    private static FactValue.Money? AmountOf(JsonElement happened) =>
        happened.TryGet("amount", out var amount) ? InvoiceReports.AsMoney(amount, happened) : null;

    private static JsonElement LastMemo(JsonElement invoice)
    {
        JsonElement last = default;
        if (!invoice.TryGet("credit_memos", out var memos) || memos.ValueKind != JsonValueKind.Array) return last;
        foreach (var memo in memos.First(MostMemos))
        {
            if (memo.Instant("credited_at") is { } at && !(at <= last.Instant("credited_at"))) last = memo;
        }

        return last;
    }
}
