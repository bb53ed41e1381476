namespace Silo.Channels.Wording;

/// <summary>What happened to an invoice's money, as the rest of a sentence that begins with the invoice.</summary>
internal static class MoneyPhrases
{
    public static string? Of(Told told)
    {
        var amount = (told.Field("amount"), told.Field("currency")) switch
        {
            ({ } number, { } currency) => $": {number} {currency}",
            ({ } number, null) => $": {number}",
            _ => "",
        };
        return told.Field("movement") switch
        {
            "payment" => $"got a payment{amount}",
            "payment_failed" => $"had a payment that failed{amount}",
            "credit" => $"was credited{amount}",
            "refund" => $"was refunded{amount}",
            "due_date" => told.Field("dueDate") is { } day ? $"is due on another day: {day}" : "is due on another day",
            _ => null,
        };
    }
}
