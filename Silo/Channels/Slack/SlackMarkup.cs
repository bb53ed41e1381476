using System.Text;
using Silo.Channels.Wording;

namespace Silo.Channels.Slack;

/// <summary>Texts from outside where Slack looks for markup (https://docs.slack.dev/messaging/formatting-message-text): none of them formats, links or calls anybody.</summary>
internal static class SlackMarkup
{
    /// <summary>For <c>mrkdwn</c>: the three characters with a meaning escaped, signs of emphasis kept from words, addresses and names made inert.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in Inert.Of(text))
        {
            switch (letter)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '*' or '_' or '~' or '`':
                    // Emphasis begins behind a blank and ends before one.
                    escaped.Append(Inert.Joint).Append(letter).Append(Inert.Joint);
                    break;
                default:
                    escaped.Append(letter);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>For <c>plain_text</c>, in which nothing is markup: should a program that takes Slack's messages look for some, it finds none.</summary>
    public static string Plain(string text) => Inert.Of(text).Replace("<", $"<{Inert.Joint}", StringComparison.Ordinal);

    /// <summary>A link of our own.</summary>
    public static string Link(string label, Uri address) =>
        $"<{address.AbsoluteUri.Replace("&", "&amp;", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}|{label}>";
}
