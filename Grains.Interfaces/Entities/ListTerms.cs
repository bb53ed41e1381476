namespace Grains.Interfaces.Entities;

/// <summary>
/// Exact terms of lists: a kind, a colon, and the value trimmed and in lower case, such as <c>container:msku4471203</c>. The domain writes them
/// into the head of an entity, and a list is asked for them.
/// </summary>
public static class ListTerms
{
    /// <summary>A container, by its number or Flexport's id.</summary>
    public const string Container = "container";

    /// <summary>A house, master or air bill; one term for each number where Flexport writes several into one field.</summary>
    public const string BillOfLading = "bill";

    /// <summary>A purchase order, by its number.</summary>
    public const string PurchaseOrder = "po";

    /// <summary>A company with a part in it, by its name or Flexport's id.</summary>
    public const string Party = "party";

    /// <summary>A booking, by Flexport's id, its name, or the carrier's number.</summary>
    public const string Booking = "booking";

    /// <summary>A shipment that an invoice is for.</summary>
    public const string Shipment = "shipment";

    /// <summary>What somebody should look at, by its kind, such as <c>free_time</c>.</summary>
    public const string Attention = "attention";

    /// <summary>Where a shipment's cargo is, such as <c>inland</c>.</summary>
    public const string Phase = "phase";

    /// <summary><c>true</c> or <c>false</c>: whether a shipment was put away at Flexport.</summary>
    public const string Archived = "archived";

    /// <summary>
    /// The status that an archived entity is filtered by: it is apart, so that a list of those that have arrived does not have those that were put away.
    /// </summary>
    public static string StatusOfArchived(string status) => $"archived:{status}";

    /// <summary>Stands before the kind of what somebody has acknowledged or snoozed.</summary>
    public const string Acknowledged = "acknowledged:";

    /// <summary>The longest term in characters; longer values are cut, in what is written as in what is asked.</summary>
    public const int Longest = 120;

    /// <summary>
    /// So many terms of a kind has an entity at most, each kind its own: no shipment has so many companies that it is not found by its containers. Of more,
    /// those that the domain puts first: numbers of containers before their ids, names of companies before theirs. A shipment has 2,500 of all kinds.
    /// </summary>
    public static int Most(string kind) => kind switch
    {
        Container => 1_500,
        Shipment => 1_000,
        PurchaseOrder => 500,
        BillOfLading or Party => 200,
        Booking or Attention => 100,
        Phase or Archived => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are no such terms."),
    };

    /// <summary>The term of a value, or null when the value is blank.</summary>
    public static string? Of(string kind, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var term = $"{kind}:{value.Trim().ToLowerInvariant()}";
        if (term.Length <= Longest) return term;
        return term[..(char.IsHighSurrogate(term[Longest - 1]) ? Longest - 1 : Longest)];
    }
}
