using System.Text;
using Microsoft.AspNetCore.Http;

namespace Silo.Tests.Channels.Validation;

/// <summary>The validators find what they are there for; else all would be well with whatever is sent.</summary>
public sealed class RulesTests
{
    private const string Mail = """
        Date: Sun, 01 Mar 2026 09:00:00 +0000
        From: "Freight" <freight@example.com>
        To: ops@example.com
        Subject: FLEX-460723 departed =?utf-8?B?6Zuo54eV?=
        Message-ID: <ntf_7@example.com>
        Auto-Submitted: auto-generated
        X-Auto-Response-Suppress: All
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="=-1"

        --=-1
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        FLEX-460723 departed.
        --=-1
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <p style=3D"margin:0">=E9=9B=A8</p>
        --=-1--

        """;

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddSeconds(1_614_265_330);

    [Theory]
    [InlineData("""{"text":"FLEX-1 departed"}""", 0)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"plain_text","text":"<!here> & *x*"}}]}""", 0)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","verbatim":true,"text":"<https://freight.example/shipments/1|FLEX-1> &amp; more"}}]}""", 0)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","verbatim":true,"text":"<https://evil.example|FLEX-1>"}}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","verbatim":true,"text":"<!here>"}}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","verbatim":true,"text":"A & B"}}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"https://evil.example"}}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","fields":[]}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"section"}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"section","text":{"type":"plain_text","text":""}}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"a"}}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"actions","elements":[]}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[{"type":"context","elements":[]}]}""", 1)]
    [InlineData("""{"text":"a","blocks":[]}""", 1)]
    [InlineData("""{"text":"a","channel":"general"}""", 1)]
    [InlineData("""{"text":"a","link_names":true}""", 1)]
    [InlineData("""{"text":"a","parse":"full"}""", 1)]
    [InlineData("""{"blocks":[{"type":"divider"}]}""", 1)]
    [InlineData("no JSON", 1)]
    public void Slack(string body, int problems) => SlackRules.Problems(Encoding.UTF8.GetBytes(body), "https://freight.example/").Count.ShouldBe(problems, body);

    [Theory]
    [InlineData("header", 150)]
    [InlineData("section", 3000)]
    public void SlacksLengths_AreKeptToTheLetter(string type, int longest)
    {
        Problems(longest).ShouldBe(0);
        Problems(longest + 1).ShouldBe(1);

        int Problems(int length) => SlackRules.Problems(Encoding.UTF8.GetBytes(
            $$$"""{"text":"a","blocks":[{"type":"{{{type}}}","text":{"type":"plain_text","text":"{{{new string('x', length)}}}"}}]}""")).Count;
    }

    [Fact]
    public void AGoodMail_IsGood()
    {
        MailRules.Problems(Raw(Mail)).ShouldBeEmpty();
        MailRules.Subject(Raw(Mail)).ShouldBe("FLEX-460723 departed 雨燕");
    }

    [Theory]
    [InlineData("Subject: FLEX-460723 departed", "Bcc: thief@evil.example\nSubject: FLEX-460723 departed")]
    [InlineData("Subject: FLEX-460723 departed", "Subject: FLEX-460723 departed \u0007")]
    [InlineData("=?utf-8?B?6Zuo54eV?=", "=?utf-8?B?6Zuo54c=?=")]
    [InlineData("=?utf-8?B?6Zuo54eV?=", "=?utf-8?B?6Zuo54eV?=Rotterdam")]
    [InlineData("=?utf-8?B?6Zuo54eV?=", "=?utf-8?B?6Zuo54eV")]
    [InlineData("=?utf-8?B?6Zuo54eV?=", "\n =?utf-8?Q?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?=")]
    [InlineData("=?utf-8?B?6Zuo54eV?=", "雨燕")]
    [InlineData("Date: Sun, 01 Mar 2026 09:00:00 +0000", "Date: 2026-03-01")]
    [InlineData("<ntf_7@example.com>", "<ntf 7@example.com>")]
    [InlineData("<ntf_7@example.com>", "ntf_7@example.com")]
    [InlineData("To: ops@example.com", "To: josé@example.com")]
    [InlineData("To: ops@example.com\n", "")]
    [InlineData("MIME-Version: 1.0", "MIME-Version: 1.0\nList-Unsubscribe: <https://freight.example/unsubscribe?s=1>")]
    [InlineData("MIME-Version: 1.0", "MIME-Version: 1.0\nList-Unsubscribe: <mailto:a@example.com>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click")]
    [InlineData("--=-1--", "--=-1")]
    [InlineData("text/html; charset=utf-8", "text/html")]
    [InlineData("=E9=9B=A8", "=E9=9B")]
    [InlineData("=E9=9B=A8", "\u00e9")]
    [InlineData("=E9=9B=A8", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("=E9=9B=A8", "<a href=3D\"https://evil.example\">x</a>")]
    [InlineData("=E9=9B=A8", "<img src=3Dx>")]
    public void AMailWithAFault_IsNot(string good, string bad)
    {
        Mail.ShouldContain(good);
        MailRules.Problems(Raw(Mail.Replace(good, bad, StringComparison.Ordinal)), "https://freight.example/").ShouldNotBeEmpty();
    }

    [Fact]
    public void AMailWithALineByItself_IsNot() => MailRules.Problems(Encoding.Latin1.GetBytes(Mail)).ShouldNotBeEmpty();

    // The key, the time and the signature are those of the tests of the standard's own libraries.
    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1a,x v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=", 1)]
    public void Webhooks(string secret, string signature, int problems)
    {
        var request = new Message("/hook", new HeaderDictionary
        {
            ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek", ["webhook-timestamp"] = "1614265330", ["webhook-signature"] = signature, ["Content-Type"] = "application/json",
        }, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
        WebhookRules.Problems(request, secret, Now).Count.ShouldBe(problems);
        WebhookRules.Problems(request, secret, Now.AddSeconds(301)).Count.ShouldBe(problems + 1);
    }

    private static byte[] Raw(string mail) => Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
}
