using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace TestKit.Services;

/// <summary>What the server took, and for whom.</summary>
public sealed partial record Mail(string From, IReadOnlyList<string> Recipients, byte[] Raw)
{
    /// <summary>What a header of one line says; null when it is not there.</summary>
    public string? Header(string name)
    {
        var head = Encoding.Latin1.GetString(Raw).Split("\r\n\r\n")[0].Split("\r\n");
        return Array.Find(head, line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
    }

    /// <summary>What a header says to people, however many lines and encoded words (base64 of UTF-8) it has; empty when it is not there.</summary>
    public string TextOf(string name)
    {
        var head = Encoding.Latin1.GetString(Raw).Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
        var line = Array.Find(head, line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? "";
        // Blanks between encoded words are none of the text.
        return EncodedWord().Replace(line.Replace("?= =?", "?==?", StringComparison.Ordinal), static word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));
    }

    [GeneratedRegex("=\\?utf-8\\?B\\?([A-Za-z0-9+/=]*)\\?=")]
    private static partial Regex EncodedWord();
}

/// <summary>A mail server that keeps what it takes, and answers as the test says. Speaks as much of RFC 5321 as a client needs.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, string?> answer;
    private readonly bool offersTls;
    private readonly bool pipelines;
    private readonly bool utf8;
    private readonly X509Certificate2? certificate;
    private readonly bool isTls;
    private readonly Task accepting;

    private MailServer(Func<string, string?> answer, bool offersTls, bool pipelines, bool utf8, X509Certificate2? certificate, bool isTls)
    {
        this.answer = answer;
        this.offersTls = offersTls;
        this.pipelines = pipelines;
        this.utf8 = utf8;
        this.certificate = certificate;
        this.isTls = isTls;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>An answer that never comes.</summary>
    public const string Silence = "silence";

    /// <summary>The connection ends instead.</summary>
    public const string HangUp = "hang up";

    public ConcurrentQueue<Mail> Mails { get; } = new();

    /// <summary>Every line that a client said outside of messages.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <param name="answer">The answer to a command, to the connection (empty) and to a message (a dot); null for the friendly one.</param>
    /// <param name="pipelines">Whether it takes several commands before it answers the first.</param>
    /// <param name="utf8">Whether it takes letters beyond ASCII in addresses (SMTPUTF8).</param>
    /// <param name="certificate">Its own; null: one that nobody trusts.</param>
    /// <param name="isTls">Whether it speaks TLS from the first byte.</param>
    public static MailServer Start(
        Func<string, string?>? answer = null, bool offersTls = false, bool pipelines = false, bool utf8 = false, X509Certificate2? certificate = null, bool isTls = false) =>
        new(answer ?? (static _ => null), offersTls, pipelines, utf8, certificate, isTls);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = Serve(client);
            }
        }
        catch (Exception fault) when (stop.IsCancellationRequested || fault is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var disposable = client;
        try
        {
            await Talk(isTls ? await Encrypted(client.GetStream()) : client.GetStream());
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went, or the test is over.
        }
    }

    private async Task Talk(Stream stream)
    {
        var (from, recipients) = ("", new List<string>());
        if (!await Say(stream, "", "220 mail.test ESMTP")) return;
        while (await Line(stream) is { } command)
        {
            Commands.Enqueue(command);
            var verb = command.Split(' ')[0].ToUpperInvariant();
            var friendly = verb switch
            {
                "EHLO" => $"250-mail.test\r\n250-AUTH PLAIN LOGIN\r\n{(offersTls ? "250-STARTTLS\r\n" : "")}{(pipelines ? "250-PIPELINING\r\n" : "")}{(utf8 ? "250-SMTPUTF8\r\n" : "")}250 8BITMIME",
                "AUTH" => "235 welcome",
                "STARTTLS" => "220 go on",
                "DATA" => "354 end with a dot",
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            if (verb == "MAIL") (from, recipients) = (Address(command), []);
            if (!await Say(stream, command, friendly) || verb == "QUIT") return;
            if (verb == "RCPT" && answer(command) is null) recipients.Add(Address(command));
            if (verb == "DATA" && answer(command) is null)
            {
                // What the client did not end it did not send: it may have been killed.
                if (await Message(stream) is not { } raw) return;
                if (answer(".") is null) Mails.Enqueue(new Mail(from, recipients, raw));
                if (!await Say(stream, ".", "250 queued")) return;
            }

            if (verb == "STARTTLS") stream = await Encrypted(stream);
        }
    }

    private async Task<Stream> Encrypted(Stream stream)
    {
        var tls = new SslStream(stream);
        // Offline: the server itself does not look for who issued its certificate either.
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate ?? OfNobody.Value, null, offline: true) }, stop.Token);
        return tls;
    }

    private async Task<bool> Say(Stream stream, string command, string friendly)
    {
        var said = answer(command) ?? friendly;
        if (said == HangUp) return false;
        if (said == Silence) await Task.Delay(Timeout.Infinite, stop.Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(said + "\r\n"), stop.Token);
        return true;
    }

    /// <returns>Null when the connection ends before the message does.</returns>
    private async Task<byte[]?> Message(Stream stream)
    {
        using var raw = new MemoryStream();
        while (await Line(stream) is { } line)
        {
            if (line == ".") return raw.ToArray();
            raw.Write(Encoding.Latin1.GetBytes(line.StartsWith('.') ? line[1..] : line));
            raw.Write("\r\n"u8);
        }

        return null;
    }

    private async Task<string?> Line(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop.Token) == 1)
        {
            line.Append((char)one[0]);
            if (line.Length >= 2 && line[^2] == '\r' && line[^1] == '\n') return line.ToString(0, line.Length - 2);
        }

        return null;
    }

    private static string Address(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.IndexOf('>', StringComparison.Ordinal)];

    /// <summary>A certificate that nobody trusts.</summary>
    private static readonly Lazy<X509Certificate2> OfNobody = new(static () =>
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    });
}
