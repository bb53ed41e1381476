using System.Buffers.Text;
using System.Text;

namespace Benchmarks.Compare.Replaying;

/// <summary>Reads as much of an HTTP/1.1 answer as has to be known: whether it is whole, and its status.</summary>
internal static class AnswerReader
{
    private const int StatusAt = 9; // HTTP/1.1 200 OK

    /// <summary>The status, or null as long as the answer is not whole.</summary>
    public static int? Status(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var body = answer[(end + 4)..];
        var whole = Length(answer[..end]) is { } length ? body.Length >= length : body.EndsWith("0\r\n\r\n"u8);
        return whole ? ((answer[StatusAt] - '0') * 100) + ((answer[StatusAt + 1] - '0') * 10) + (answer[StatusAt + 2] - '0') : null;
    }

    /// <summary>What the head says of the body's length; null where the body comes in chunks.</summary>
    private static int? Length(ReadOnlySpan<byte> head)
    {
        while (head.IndexOf("\r\n"u8) is var line && line >= 0)
        {
            head = head[(line + 2)..];
            const string Name = "Content-Length:";
            if (head.Length <= Name.Length || !Ascii.EqualsIgnoreCase(head[..Name.Length], Name)) continue;
            var value = head[Name.Length..].TrimStart((byte)' ');
            return Utf8Parser.TryParse(value, out int length, out _) ? length : null;
        }

        return null;
    }
}
