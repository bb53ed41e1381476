using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;

namespace Grains.Domain.Deadlines;

/// <summary>What is watched of an invoice: its due date, until it is paid or void, its payment is on the way, or nothing is left to pay. Days are those of UTC.</summary>
internal static class InvoiceWatches
{
    public static IReadOnlyList<Watch> Of(EntityState state, DeadlinePolicy policy)
    {
        var whole = state.Whole;
        if (!IsOwed(whole) || HeadTimes.Midnight(whole.Day(Aspect.DueDate)) is not { } dueOn) return [];
        if (Stage.After("past_due", dueOn, TimeSpan.FromDays(1)) is not { } pastDue) return [];
        return dueOn - DateTimeOffset.MinValue > policy.PaymentNotice
            ? [new Watch(DeadlineKind.Payment, "", [new Stage("due_soon", dueOn - policy.PaymentNotice), pastDue])]
            : [new Watch(DeadlineKind.Payment, "", [pastDue])];
    }

    /// <summary>A balance below zero is money that the other side owes. Flexport's words come in any case.</summary>
    private static bool IsOwed(PartFacts whole) =>
        InvoiceStatus.Of(whole)?.Trim().ToLowerInvariant() is not ("paid" or "void" or "payment_pending") && !(whole.Money(Aspect.Balance)?.Amount <= 0);
}
