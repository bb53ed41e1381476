using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TestKit;

/// <summary>Signs as Flexport does. Written on its own, so that a mistake in the library under test is not made twice.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A signed delivery, not a signed number.")]
public static class Signed
{
    /// <summary>The value of <c>X-Hub-Signature-256</c>: <c>sha256=</c> and 64 lower-case hex digits.</summary>
    public static string Header(ReadOnlySpan<byte> body, string secret)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, mac);
        return "sha256=" + Convert.ToHexStringLower(mac);
    }

    /// <summary>The value of the legacy <c>X-Hub-Signature</c>: <c>sha1=</c> and 40 lower-case hex digits.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "It is what some senders still use; the service refuses it unless told otherwise.")]
    public static string LegacyHeader(ReadOnlySpan<byte> body, string secret) => "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>A delivery as Flexport would make it.</summary>
    /// <param name="path">Such as <c>/webhooks/flexport</c>.</param>
    /// <param name="header">The name of the header that bears the signature.</param>
    public static HttpRequestMessage Delivery(string path, byte[] body, string secret, string header = "X-Hub-Signature-256")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(header, Header(body, secret));
        return request;
    }
}
