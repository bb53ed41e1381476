using System.Text;

namespace Silo.Channels.Wording;

/// <summary>
/// Keeps mail programs and chats from making links and mentions of what suppliers wrote: they look for <c>https://</c>, <c>www.</c>, names of hosts and <c>@</c>, and a
/// zero-width non-joiner in between ends that. Readers see no difference.
/// </summary>
internal static class Inert
{
    public const char Joint = '\u200C';

    public static string Of(string text)
    {
        StringBuilder? inert = null;
        for (var i = 0; i < text.Length; i++)
        {
            inert?.Append(text[i]);
            if (!IsBroken(text, i)) continue;
            inert ??= new StringBuilder(text, 0, i + 1, text.Length + 8);
            inert.Append(Joint);
        }

        return inert?.ToString() ?? text;
    }

    /// <summary>Whether what follows upon a character is kept apart from it.</summary>
    private static bool IsBroken(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '@' => !char.IsWhiteSpace(next),
            ':' => next == '/',
            // Behind a name: a host, or the end of one. Numbers stay whole.
            '.' => at > 0 && IsOfName(text[at - 1]) && IsOfName(next) && !(char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(next)),
            _ => false,
        };
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || letter == '-';
}
