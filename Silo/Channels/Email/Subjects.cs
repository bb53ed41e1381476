using System.Globalization;

namespace Silo.Channels.Email;

/// <summary>Subjects of bounded length.</summary>
internal static class Subjects
{
    /// <summary>In UTF-16 units; mail programs show far less of one.</summary>
    public const int Longest = 200;

    private const string Ellipsis = "…";

    /// <summary>The text, or its beginning with an ellipsis: never half of what people see as one letter.</summary>
    public static string Of(string title)
    {
        if (title.Length <= Longest) return title;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(title, end) is var next && end + next <= Longest - Ellipsis.Length) end += next;
        return title[..end].TrimEnd() + Ellipsis;
    }
}
