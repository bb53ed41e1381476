using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;

namespace Grains.Domain.Deadlines;

/// <summary>What is watched of an invoice: its due date, until it is paid, void, about to be paid, or nothing is left to pay. Days are those of UTC.</summary>
internal static class InvoiceWatches
{
    public static IReadOnlyList<Watch> Of(EntityState state, DeadlinePolicy policy)
    {
        var whole = state.Whole;
        if (Reported.Is(InvoiceStatus.Of(whole), "paid", "void", "payment_pending") || whole.Money(Aspect.Balance) is { Amount: 0 } || HeadTimes.Midnight(whole.Day(Aspect.DueDate)) is not { } dueOn) return [];
        if (Stage.After("past_due", dueOn, TimeSpan.FromDays(1)) is not { } pastDue) return [];
        return dueOn - DateTimeOffset.MinValue > policy.PaymentNotice
            ? [new Watch(DeadlineKind.Payment, "", [new Stage("due_soon", dueOn - policy.PaymentNotice), pastDue])]
            : [new Watch(DeadlineKind.Payment, "", [pastDue])];
    }
}
