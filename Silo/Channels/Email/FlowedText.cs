using System.Globalization;
using System.Text;

namespace Silo.Channels.Email;

/// <summary>
/// Text as <c>format=flowed; delsp=yes</c> (RFC 3676): lines of at most 78 characters, which a mail program puts together again for its window. The blank at the end of a
/// broken line is no part of the text, so that Chinese, which has no blanks, can be broken too.
/// </summary>
internal static class FlowedText
{
    /// <summary>With the blank that marks the break; the line's end is not counted.</summary>
    private const int Longest = 78;

    /// <summary>Adds a line of text, broken where it is too long.</summary>
    public static StringBuilder AppendFlowed(this StringBuilder text, string line)
    {
        // What would be a quotation, a break or an envelope's line is pushed in by a blank, which the reader's program takes away.
        if (line.Length > 0 && (line[0] is ' ' or '>' || line.StartsWith("From ", StringComparison.Ordinal))) line = " " + line;
        var at = 0;
        while (line.Length - at > Longest)
        {
            var end = EndOf(line, at);
            text.Append(line, at, end - at).Append(" \n");
            at = end;
        }

        // A blank at the end would be a break.
        return text.Append(line.AsSpan(at).TrimEnd(' ')).Append('\n');
    }

    /// <summary>Behind the last blank that fits, else between two characters.</summary>
    private static int EndOf(string line, int at)
    {
        var blank = line.LastIndexOf(' ', at + Longest - 2, Longest - 2);
        if (blank > at) return blank + 1;
        var end = at;
        while (true)
        {
            var next = end + StringInfo.GetNextTextElementLength(line, end);
            if (next - at > Longest - 1) return end > at ? end : next;
            end = next;
        }
    }
}
