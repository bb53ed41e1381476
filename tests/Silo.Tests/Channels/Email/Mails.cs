using MimeKit;
using TestKit.Services;

namespace Silo.Tests.Channels.Email;

internal static class Mails
{
    public static MimeMessage Parse(this Mail mail) => MimeMessage.Load(new MemoryStream(mail.Raw));
}
