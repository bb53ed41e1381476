namespace Flexport.Webhooks.Events;

/// <summary>A shipment's id as people write it.</summary>
public static class ShipmentReference
{
    private const string Prefix = "FLEX-";

    /// <summary><c>FLEX-460723</c> in any case is shipment <c>460723</c>; everything else is an id already (<c>FLEX-460723-1</c> is an invoice's name).</summary>
    public static string ToId(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && reference.Length > Prefix.Length
            && !reference.AsSpan(Prefix.Length).ContainsAnyExceptInRange('0', '9')
                ? reference[Prefix.Length..]
                : reference;
    }

    /// <summary>The id in a name that Flexport makes of it: <c>FLEX-460723</c>, <c>FLEX-460723-1</c>. Null for any other name.</summary>
    public static string? OfName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var trimmed = name.AsSpan().Trim();
        if (!trimmed.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = trimmed[Prefix.Length..];
        var dash = rest.IndexOf('-');
        if (dash < 0) return IsNumber(rest) ? rest.ToString() : null;
        return IsNumber(rest[..dash]) && IsNumber(rest[(dash + 1)..]) ? rest[..dash].ToString() : null;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
