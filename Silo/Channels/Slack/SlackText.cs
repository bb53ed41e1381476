using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Silo.Channels.Wording;

namespace Silo.Channels.Slack;

/// <summary>
/// News as an incoming webhook takes it: a text for notices and plain readers, blocks for the rest, within the limits of Block Kit
/// (https://docs.slack.dev/reference/block-kit/blocks), counted in UTF-16 units.
/// </summary>
internal static class SlackText
{
    private const int LongestHeader = 150;
    private const int LongestSection = 3_000;

    /// <summary>Before they are escaped, which makes five characters of one at most: 4,000 of a text and 2,000 of a field are allowed.</summary>
    private const int LongestText = 780;
    private const int LongestLabel = 50;
    private const int LongestValue = 340;

    private const int MostFields = 10;

    /// <summary>Fifty are allowed: the header, what is left out and the links have to fit as well.</summary>
    private const int MostBlocks = 46;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(News news)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("text", SlackMarkup.Escape(Graphemes.CutUnits(news.Groups.Count == 0 ? news.Lines[0] : news.Title, LongestText)));
            writer.WriteBoolean("unfurl_links", false);
            writer.WriteBoolean("unfurl_media", false);
            writer.WriteStartArray("blocks");
            Blocks(writer, news);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Blocks(Utf8JsonWriter writer, News news)
    {
        writer.Header(Graphemes.CutUnits(SlackMarkup.Plain(news.Title), LongestHeader));
        var blocks = 1;
        // The first line where it says more than the heading.
        foreach (var section in Packed(news.Lines.Where(line => line != $"{news.Title}." || news.Title.Length > LongestHeader).Select(SlackMarkup.Plain)))
        {
            writer.PlainSection(section.Text);
            blocks++;
        }

        var left = news.Left + Groups(writer, news.Groups, blocks);
        foreach (var facts in news.Facts.Chunk(MostFields)) writer.Fields(facts.Select(static fact => $"*{SlackMarkup.Escape(Graphemes.CutUnits(fact.Label, LongestLabel))}*\n{SlackMarkup.Escape(Graphemes.CutUnits(fact.Value, LongestValue))}"));
        if (left > 0) writer.Context(string.Create(CultureInfo.InvariantCulture, $"And {left} more, which the API lists."));
        if (news.Links.Count > 0) writer.Context(string.Join("  ·  ", news.Links.Select(static link => SlackMarkup.Link(link.Label, link.Address))));
    }

    /// <summary>A heading for each urgency and the lines below it in as few sections as may be.</summary>
    /// <returns>How many lines did not fit.</returns>
    private static int Groups(Utf8JsonWriter writer, IReadOnlyList<NewsGroup> groups, int blocks)
    {
        var left = 0;
        foreach (var group in groups)
        {
            if (blocks + 2 > MostBlocks)
            {
                left += group.Lines.Count;
                continue;
            }

            writer.MarkdownSection(string.Create(CultureInfo.InvariantCulture, $"*{group.Urgency.Heading()}* ({group.Lines.Count})"));
            blocks++;
            foreach (var section in Packed(group.Lines.Select(static line => "• " + SlackMarkup.Plain(line))))
            {
                if (blocks < MostBlocks) writer.PlainSection(section.Text);
                else left += section.Lines;
                blocks++;
            }
        }

        return left;
    }

    /// <summary>Lines put together as far as a section goes.</summary>
    private static IEnumerable<(string Text, int Lines)> Packed(IEnumerable<string> lines)
    {
        var (text, count) = ("", 0);
        foreach (var line in lines)
        {
            if (count > 0 && text.Length + 1 + line.Length > LongestSection)
            {
                yield return (text, count);
                (text, count) = ("", 0);
            }

            text = count == 0 ? Graphemes.CutUnits(line, LongestSection) : $"{text}\n{line}";
            count++;
        }

        if (count > 0) yield return (text, count);
    }
}
