namespace Silo.Channels.Wording;

/// <summary>An invoice's status and what happened to its money.</summary>
internal static class InvoicePhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static Phrase? Of(MessageFields message)
    {
        if (message["movement"] is { } movement) return Movement(message, movement);
        if (message["to"] is not { } to) return null;
        var was = message.Before?["to"] is { } told && told != to ? $", was {OneLine.Words(told)}" : "";
        return new Phrase($"is {OneLine.Words(to)}{was}") { Stake = Owed(message) };
    }

    /// <summary>What is left to pay and until when; null when neither is known.</summary>
    public static string? Owed(MessageFields message) => (Money(message["balance.amount"], message["balance.currency"]), message.Time("dueDate")) switch
    {
        ({ } balance, { } due) => $"{balance} to pay, due {due}",
        ({ } balance, null) => $"{balance} to pay",
        (null, { } due) => $"due {due}",
        _ => null,
    };

    private static Phrase? Movement(MessageFields message, string movement)
    {
        var amount = Money(message["amount"], message["currency"]) is { } money ? $": {money}" : "";
        return movement switch
        {
            "payment" => new Phrase($"got a payment{amount}"),
            "payment_failed" => new Phrase($"had a payment that failed{amount}"),
            "credit" => new Phrase($"was credited{amount}"),
            "refund" => new Phrase($"was refunded{amount}"),
            "due_date" => new Phrase(message.Time("dueDate") is { } day ? $"is due on another day: {day}" : "is due on another day"),
            _ => null,
        };
    }

    private static string? Money(string? amount, string? currency) => amount is null ? null : currency is null ? amount : $"{amount} {currency}";
}
