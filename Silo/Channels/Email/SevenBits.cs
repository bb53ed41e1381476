using MimeKit;
using MimeKit.Encodings;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace Silo.Channels.Email;

/// <summary>Encodes bodies so that no server has to take more than seven bits and lines of up to 76 characters (RFC 2045 §6.7, §6.8).</summary>
internal static class SevenBits
{
    private const int LongestLine = 76;

    /// <summary>The library's lines of quoted-printable come out up to two characters longer than it is told.</summary>
    private const int LineToldToTheLibrary = 72;

    public static void Encode(Multipart parts)
    {
        foreach (var part in parts.OfType<MimePart>()) Encode(part);
    }

    private static void Encode(MimePart part)
    {
        part.ContentTransferEncoding = part.GetBestEncoding(EncodingConstraint.SevenBit, LongestLine);
        if (part.ContentTransferEncoding != ContentEncoding.QuotedPrintable) return;
        var encoded = new MemoryStream();
        using (var filtered = new FilteredStream(encoded))
        {
            filtered.Add(new Unix2DosFilter());
            filtered.Add(new EncoderFilter(new QuotedPrintableEncoder(LineToldToTheLibrary)));
            part.Content!.DecodeTo(filtered);
            filtered.Flush();
            part.Content = new MimeContent(new MemoryStream(encoded.ToArray()), ContentEncoding.QuotedPrintable);
        }
    }
}
