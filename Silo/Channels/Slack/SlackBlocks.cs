using System.Text.Json;

namespace Silo.Channels.Slack;

/// <summary>Writes the blocks of a message. Texts come within the limits, and escaped where they are <c>mrkdwn</c>.</summary>
internal static class SlackBlocks
{
    public static void Header(this Utf8JsonWriter writer, string text)
    {
        Begin(writer, "header");
        writer.WriteStartObject("text");
        Plain(writer, text);
        End(writer);
    }

    public static void PlainSection(this Utf8JsonWriter writer, string text)
    {
        Begin(writer, "section");
        writer.WriteStartObject("text");
        Plain(writer, text);
        End(writer);
    }

    public static void MarkdownSection(this Utf8JsonWriter writer, string text)
    {
        Begin(writer, "section");
        writer.WriteStartObject("text");
        Markdown(writer, text);
        End(writer);
    }

    public static void Fields(this Utf8JsonWriter writer, IEnumerable<string> texts) => Texts(writer, "section", "fields", texts);

    public static void Context(this Utf8JsonWriter writer, string text) => Texts(writer, "context", "elements", [text]);

    private static void Texts(Utf8JsonWriter writer, string type, string name, IEnumerable<string> texts)
    {
        Begin(writer, type);
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            Markdown(writer, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, string type)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Plain(Utf8JsonWriter writer, string text)
    {
        writer.WriteString("type", "plain_text");
        writer.WriteString("text", text);
        // A colon in a name begins no picture.
        writer.WriteBoolean("emoji", false);
    }

    private static void Markdown(Utf8JsonWriter writer, string text)
    {
        writer.WriteString("type", "mrkdwn");
        writer.WriteString("text", text);
        // Slack looks for no addresses, channels or names in it.
        writer.WriteBoolean("verbatim", true);
    }
}
