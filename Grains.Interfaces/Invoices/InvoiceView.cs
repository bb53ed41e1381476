using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Invoices;

/// <summary>An invoice as it is known. Absent means null.</summary>
/// <param name="Status">As reported (<c>outstanding past_due void paid payment_pending</c>), <c>outstanding</c> when it was only created.</param>
/// <param name="DueDate">ISO date without zone.</param>
/// <param name="PaidAt">The last payment, in whole or in part.</param>
/// <param name="Shipments">Ids of the shipments it is for, ordered; may be none or several.</param>
[GenerateSerializer, Immutable, Alias("flexport.InvoiceView")]
public sealed record InvoiceView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Number,
    [property: Id(2)] string? Status,
    [property: Id(3)] MoneyView? Total,
    [property: Id(4)] MoneyView? Balance,
    [property: Id(5)] string? DueDate,
    [property: Id(6)] DateTimeOffset? IssuedAt,
    [property: Id(7)] DateTimeOffset? FreightReadyAt,
    [property: Id(8)] DateTimeOffset? VoidedAt,
    [property: Id(9)] IReadOnlyList<string> Shipments,
    [property: Id(10)] long Version,
    [property: Id(11)] DateTimeOffset UpdatedAt,
    [property: Id(12)] string? Type,
    [property: Id(13)] string? Recipient,
    [property: Id(14)] string? Issuer,
    [property: Id(15)] DateTimeOffset? PaidAt,
    [property: Id(16)] DateTimeOffset? PaymentFailedAt,
    [property: Id(17)] DateTimeOffset? CreditedAt,
    [property: Id(18)] DateTimeOffset? RefundedAt,
    [property: Id(19)] IReadOnlyList<AttentionView> Attention)
{
    /// <summary>What was said and cannot be read.</summary>
    [Id(80)] public IReadOnlyList<UnreadView> Unread { get; init; } = [];

    /// <summary>Payments, failed payments, credits, refunds and moved due dates, each told by an event of its own, in the order in which they happened.</summary>
    [Id(40)]
    public IReadOnlyList<MovementView> Movements { get; init; } = [];
}

/// <summary>Something that happened to an invoice's money or its due date.</summary>
/// <param name="Kind"><c>payment payment_failed credit refund due_date</c>.</param>
/// <param name="Amount">Null where it was not said.</param>
/// <param name="DueDate">ISO date without zone: the new day, of a moved due date.</param>
[GenerateSerializer, Immutable, Alias("flexport.MovementView")]
public sealed record MovementView(
    [property: Id(0)] string Kind,
    [property: Id(1)] MoneyView? Amount,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string EventId,
    [property: Id(4)] string? DueDate);

/// <summary>An amount of money, exact.</summary>
/// <param name="Currency">ISO 4217, or null where it was not said.</param>
[GenerateSerializer, Immutable, Alias("flexport.MoneyView")]
public sealed record MoneyView([property: Id(0)] decimal Amount, [property: Id(1)] string? Currency);
