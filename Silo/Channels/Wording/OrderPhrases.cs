namespace Silo.Channels.Wording;

/// <summary>What is too late for a purchase order, as the rest of a sentence that begins with the order.</summary>
internal static class OrderPhrases
{
    private const string Slip = "day+";

    public static string MustArrive(string stage, string shipment)
    {
        if (!stage.StartsWith(Slip, StringComparison.Ordinal)) return $"should have arrived by now, and shipment {shipment} has not";
        var days = stage[Slip.Length..];
        return $"must arrive before shipment {shipment} does, which is expected {days} {(days == "1" ? "day" : "days")} too late";
    }
}
