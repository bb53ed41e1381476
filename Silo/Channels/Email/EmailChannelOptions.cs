using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels.Email;

/// <summary>How the connection to the mail server is kept from others.</summary>
public enum EmailSecurity
{
    /// <summary>Not at all: for a relay beside the silo. With a password only to the networks of the company.</summary>
    None = 0,
    /// <summary>Begins in clear, is encrypted before anything is said, and ends where the server cannot.</summary>
    StartTls,
    /// <summary>Encrypted from the first byte.</summary>
    Tls,
}

/// <summary>The mail server, and whom it sends to (<c>Flexport:Notifications:Email</c>).</summary>
public sealed class EmailChannelOptions : IChannelOptions
{
    static string IChannelOptions.Section => "Flexport:Notifications:Email";

    static string? IChannelOptions.Needs => nameof(Host);

    bool IChannelOptions.IsOn => !string.IsNullOrWhiteSpace(Host);

    /// <summary>The mail server's name or address; null turns the channel off.</summary>
    public string? Host { get; set; }

    /// <summary>Default by <see cref="Security"/>: 587, with Tls 465, with None 25.</summary>
    public int? Port { get; set; }

    /// <summary>Default StartTls.</summary>
    public EmailSecurity Security { get; set; } = EmailSecurity.StartTls;

    /// <summary>Who signs in; null for nobody.</summary>
    public string? User { get; set; }

    /// <summary>Required with a <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>Such as <c>Freight &lt;freight@example.com&gt;</c>. Required with a <see cref="Host"/>.</summary>
    public string? From { get; set; }

    /// <summary>Who hears by configuration; all are on the same message and see each other. Empty: only stakeholders who have subscribed.</summary>
    public IList<string> To { get; } = [];

    /// <summary>How long one attempt may take. 100 ms to 60 s; default 20 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    internal int PortInUse => Port ?? Security switch
    {
        EmailSecurity.None => 25,
        EmailSecurity.Tls => 465,
        _ => 587,
    };

    /// <summary>Whether others on the way could read the password.</summary>
    internal bool SignsInInClear => Security == EmailSecurity.None && !string.IsNullOrEmpty(User);
}

internal sealed class EmailChannelOptionsValidator(IOptions<OutgoingOptions> outgoing) : ChannelOptionsValidator<EmailChannelOptions>
{
    protected override IEnumerable<string> Problems(EmailChannelOptions options)
    {
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown) yield return "Host is the name or the address of a mail server, without a port.";
        if (options.Port is < 1 or > 65535) yield return "Port is from 1 to 65535.";
        if (!Enum.IsDefined(options.Security)) yield return "Security is None, StartTls or Tls.";
        if (string.IsNullOrEmpty(options.User) && !string.IsNullOrEmpty(options.Password)) yield return "User is not set, but Flexport:Notifications:Email:Password is.";
        if (!string.IsNullOrEmpty(options.User) && string.IsNullOrEmpty(options.Password)) yield return "Password is not set, but Flexport:Notifications:Email:User is.";
        if (options.SignsInInClear && !Cleartext.MayGoTo(options.Host ?? "", outgoing.Value))
            yield return "Security is None, and others would read the Password on its way: it is StartTls or Tls, or the mail server is in one of Flexport:Notifications:AllowedNetworks.";
        if (Mailboxes.Read(options.From) is null) yield return "From is one e-mail address, such as Freight <freight@example.com>.";
        for (var i = 0; i < options.To.Count; i++)
        {
            if (Mailboxes.Read(options.To[i]) is null) yield return $"To:{i} is one e-mail address, such as ops@example.com.";
        }
    }
}
