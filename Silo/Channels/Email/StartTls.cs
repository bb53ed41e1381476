using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using Silo.Channels.Outgoing;

namespace Silo.Channels.Email;

/// <summary>
/// Encrypts a connection before the library takes it over: the library lets nobody say that a certificate's own addresses are not fetched. STARTTLS is RFC 3207; what was said before it is
/// forgotten, and of what the server said in clear nothing is left unread that could be taken for something said encrypted.
/// </summary>
internal static class StartTls
{
    private const int LongestReply = 64 * 1024;

    /// <summary>Encrypted from the first byte.</summary>
    public static async Task<Stream> AtOnce(NetworkStream connection, SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        var tls = new SslStream(connection);
        await tls.AuthenticateAsClientAsync(options, cancellation);
        return tls;
    }

    /// <summary>Begins in clear; never goes on so.</summary>
    /// <returns>A connection that begins with a greeting, as if it had been encrypted from the first byte.</returns>
    /// <exception cref="NotSupportedException">The server offers no encryption.</exception>
    /// <exception cref="SmtpCommandException">It turned us away.</exception>
    /// <exception cref="SmtpProtocolException">It does not speak SMTP.</exception>
    public static async Task<Stream> After(NetworkStream connection, string localDomain, SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        await Reply(connection, SmtpStatusCode.ServiceReady, cancellation);
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"EHLO {localDomain}\r\n"), cancellation);
        var offers = await Reply(connection, SmtpStatusCode.Ok, cancellation);
        if (!offers.Any(static offer => string.Equals(offer.Trim(), "STARTTLS", StringComparison.OrdinalIgnoreCase))) throw new NotSupportedException("No STARTTLS.");
        await connection.WriteAsync("STARTTLS\r\n"u8.ToArray(), cancellation);
        await Reply(connection, SmtpStatusCode.ServiceReady, cancellation);
        return new GreetedStream("220 encrypted\r\n"u8.ToArray(), await AtOnce(connection, options, cancellation));
    }

    /// <summary>What the client calls itself: its address, as RFC 5321 §4.1.3 writes one.</summary>
    public static string LocalDomain(NetworkStream connection) => connection.Socket.LocalEndPoint is not IPEndPoint { Address: var address } ? "[127.0.0.1]"
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]";

    /// <returns>The lines without their status.</returns>
    private static async Task<IReadOnlyList<string>> Reply(Stream stream, SmtpStatusCode wanted, CancellationToken cancellation)
    {
        var (lines, line, octet) = (new List<string>(), new StringBuilder(), new byte[1]);
        // One by one: what follows the reply belongs to TLS.
        for (var read = 0; read < LongestReply; read++)
        {
            if (await stream.ReadAsync(octet, cancellation) == 0) throw new SmtpProtocolException("The server hung up.");
            if (octet[0] != '\n')
            {
                line.Append((char)octet[0]);
                continue;
            }

            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.Length < 3 || !int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) throw new SmtpProtocolException("The server does not speak SMTP.");
            lines.Add(text.Length > 4 ? text[4..] : "");
            if (text.Length > 3 && text[3] == '-') continue;
            return status == (int)wanted ? lines : throw new SmtpCommandException(SmtpErrorCode.UnexpectedStatusCode, (SmtpStatusCode)status, "The server turned us away.");
        }

        throw new SmtpProtocolException("The server does not come to an end.");
    }
}
