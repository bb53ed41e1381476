using System.Globalization;
using MimeKit;
using TestKit.Services;

namespace Silo.Tests.Channels.Email;

internal static class Mails
{
    public static MimeMessage Parse(this Mail mail) => MimeMessage.Load(new MemoryStream(mail.Raw));

    /// <summary>Settings of the e-mail channel for the server, in clear and without a password, but for these.</summary>
    public static (string Name, string Value)[] Settings(MailServer server, params (string Name, string Value)[] but)
    {
        var settings = new Dictionary<string, string>
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["Security"] = "None",
            ["From"] = "Freight <freight@example.com>",
            ["To:0"] = "ops@example.com",
            ["To:1"] = "Warehouse <warehouse@example.com>",
        };
        foreach (var (name, value) in but) settings[name] = value;
        return [.. settings.Select(setting => (ChannelsKit.Full("Email", setting.Key), setting.Value))];
    }
}
