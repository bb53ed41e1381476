using System.Globalization;
using System.Text;
using MimeKit;
using Silo.Channels.Wording;

namespace Silo.Channels.Email;

/// <summary>News as the two bodies of an e-mail, together under 100 KB as they are sent: longer ones are clipped by mail programs.</summary>
internal static class EmailText
{
    internal const string Footer = "Sent by FlexportGrains. Nobody reads answers to this message.";

    /// <summary>Bytes in UTF-8 that the lines of a digest may take in each of the bodies. Encoded they are up to 1.4 of that.</summary>
    private const int MostOfPlain = 22_000;

    public static TextPart Plain(News news)
    {
        var text = new StringBuilder();
        foreach (var line in news.Lines) text.AppendFlowed(Inert.Of(line));
        var left = news.Left + Groups(text, news.Groups);
        if (left > 0) text.Append('\n').AppendFlowed(Left(left));
        if (news.Facts.Count > 0) text.Append('\n');
        foreach (var fact in news.Facts) text.AppendFlowed(Inert.Of($"{fact.Label}: {fact.Value}"));
        if (news.Links.Count > 0) text.Append('\n');
        foreach (var link in news.Links) text.AppendFlowed($"{link.Label}: {link.Address.AbsoluteUri}");
        var part = Part("plain", text.Append('\n').AppendFlowed(Footer).ToString());
        part.ContentType.Parameters.Add("format", "flowed");
        part.ContentType.Parameters.Add("delsp", "yes");
        return part;
    }

    public static TextPart Html(News news) => Part("html", EmailHtml.Of(news));

    internal static string Left(int left) => string.Create(CultureInfo.InvariantCulture, $"And {left} more, which the API lists.");

    /// <returns>How many lines did not fit.</returns>
    private static int Groups(StringBuilder text, IReadOnlyList<NewsGroup> groups)
    {
        var (room, left) = (MostOfPlain, 0);
        foreach (var group in groups)
        {
            if (room > 0) text.Append('\n').AppendFlowed(string.Create(CultureInfo.InvariantCulture, $"{group.Urgency.Heading()} ({group.Lines.Count})"));
            foreach (var line in group.Lines)
            {
                var item = "- " + Inert.Of(line);
                room -= Encoding.UTF8.GetByteCount(item);
                if (room > 0) text.AppendFlowed(item);
                else left++;
            }
        }

        return left;
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
