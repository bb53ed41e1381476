using System.Diagnostics;

namespace Silo.Channels.Wording;

/// <summary>Finds the words of a message by its class.</summary>
internal static class Phrases
{
    public static Phrase Of(MessageFields message) => Known(message) ?? MilestonePhrases.Of(message);

    /// <summary>How a sentence begins that is no plain news.</summary>
    public static string Prefix(Tense tense) => tense switch
    {
        Tense.News => "",
        Tense.Correction => "Correction: ",
        Tense.Withdrawal => "Withdrawn: ",
        _ => throw new UnreachableException($"A phrase of tense {tense}."),
    };

    /// <summary>Null for a milestone, and for what this program does not know.</summary>
    private static Phrase? Known(MessageFields message) => message.Class switch
    {
        "estimate" => EstimatePhrases.Of(message),
        "customs" => CustomsPhrases.Of(message),
        "disruption" => CustomsPhrases.Disruption(message),
        "document" => DocumentPhrases.Of(message),
        "invoice" => InvoicePhrases.Of(message),
        "deadline" => DeadlinePhrases.Of(message),
        "shipment" when message.Thing == "shipment:archived" => new Phrase(message.IsWithdrawn ? "is not archived any more" : "was archived at Flexport"),
        "free_time" or "appointment" => FreeTimePhrases.Of(message),
        _ => null,
    };
}
