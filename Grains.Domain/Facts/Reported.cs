namespace Grains.Domain.Facts;

/// <summary>Words of Flexport's own, which it writes in any case.</summary>
internal static class Reported
{
    /// <summary>Whether a reported word is one of these.</summary>
    public static bool Is(string? reported, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (string.Equals(reported?.Trim(), word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
