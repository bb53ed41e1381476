using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Silo.Channels.Wording;

namespace Silo.Channels.Slack;

/// <summary>News as an incoming webhook takes it: a text for notices and plain readers, blocks for the rest.</summary>
internal static class SlackText
{
    /// <summary>A section has no more fields.</summary>
    private const int MostFields = 10;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(News news)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("text", Escape(news.Title));
            writer.WriteStartArray("blocks");
            // The stars of the title's own would end the bold; they are of no use in it.
            Section(writer, $"*{Escape(news.Title.Replace("*", "", StringComparison.Ordinal))}*");
            Section(writer, string.Join('\n', news.Lines.Select(Escape)));
            Fields(writer, news.Facts.Take(MostFields));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The three characters that Slack gives a meaning: nothing in a text mentions, links or calls anybody.</summary>
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static void Section(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "section");
        writer.WriteStartObject("text");
        Markdown(writer, text);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Fields(Utf8JsonWriter writer, IEnumerable<Fact> facts)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "section");
        writer.WriteStartArray("fields");
        foreach (var fact in facts)
        {
            writer.WriteStartObject();
            Markdown(writer, $"*{Escape(fact.Label)}*\n{Escape(fact.Value)}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Markdown(Utf8JsonWriter writer, string text)
    {
        writer.WriteString("type", "mrkdwn");
        writer.WriteString("text", text);
    }
}
