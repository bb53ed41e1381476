using System.Globalization;
using System.Text;
using Grains.Notifications;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Silo.Tests.Channels.Validation;
using TestKit.Services;

namespace Silo.Tests.Channels.Email;

public sealed class EmailChannelTests
{
    private const string Departed = """
        {"name":"Ærø <script>alert(1)</script>\r\nBcc: thief@example.com","occurredAt":"2026-03-01T08:30:00+00:00","location":{"name":"雨燕 & \"Co\"","country":"NL"}}
        """;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_ArrivesWithBothBodies_AndNothingInItIsMarkup()
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server);
        (await Email(services).Send(ChannelsKit.Saying(Departed), Test)).ShouldBe(new SendResult(SendVerdict.Sent));

        var mail = server.Mails.Single();
        mail.From.ShouldBe("freight@example.com");
        mail.Recipients.ShouldBe(["ops@example.com", "warehouse@example.com"]);
        var message = mail.Parse();
        message.Subject.ShouldBe("FLEX-460723 (Ærø <script>alert(1)</script> Bcc: thie…) departed 雨燕 & \"Co\" on 1 Mar 2026, 08:30 UTC");
        message.From.ToString().ShouldBe("\"Freight\" <freight@example.com>");
        message.To.Mailboxes.Select(to => to.Address).ShouldBe(["ops@example.com", "warehouse@example.com"]);
        var text = message.TextBody!.ReplaceLineEndings("\n");
        text.ShouldStartWith("FLEX-460723 (Ærø <script>alert(1)</script> Bcc: thie…) departed 雨燕 & \"Co\" on 1 Mar 2026, 08:30 UTC.\n");
        text.ShouldContain("\nWhere: 雨燕 & \"Co\", NL\n");
        var html = message.HtmlBody!;
        html.ShouldContain("Ærø &lt;script&gt;alert(1)&lt;/script&gt; Bcc: thie…)");
        html.ShouldContain("雨燕 &amp; &quot;Co&quot;, NL");
        html.ShouldNotContain("<script");
        foreach (var remote in new[] { "http", "//", "<img", "url(", "<link" }) html.ShouldNotContain(remote);
        message.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        MailRules.Problems(mail.Raw).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("460723\r\nBcc: thief@example.com")]
    [InlineData("460723\nX: 1\n\nbody")]
    [InlineData("460723\0\u2028Bcc: thief@example.com")]
    public async Task NothingInAnId_BecomesAHeader(string id)
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server);
        var notification = ChannelsKit.Saying("{}", id: id) with { Id = id };
        (await Email(services).Send(notification, Test)).Verdict.ShouldBe(SendVerdict.Sent);
        var message = server.Mails.Single().Parse();
        message.Headers.Select(header => header.Field).Order().ShouldBe(
            ["Auto-Submitted", "Date", "From", "In-Reply-To", "MIME-Version", "Message-ID", "References", "Subject", "To", "X-Auto-Response-Suppress"], ignoreOrder: true);
        message.TextBody!.ShouldStartWith("460723 ");
    }

    [Fact]
    public async Task SecondAttempt_HasTheSameId_AndTheClocksDate()
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server);
        await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        await Email(services).Send(ChannelsKit.Saying("{}") with { Attempts = 2 }, Test);
        server.Mails.Select(mail => mail.Parse().MessageId).ShouldBe(["ntf_7@example.com", "ntf_7@example.com"]);
        server.Mails.Select(mail => mail.Parse().Date).ShouldAllBe(date => date == ChannelsKit.Now);
    }

    [Fact]
    public async Task ShipmentIsAThread_AndAnotherShipmentAnother()
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server);
        await Email(services).Send(ChannelsKit.Saying("{}") with { Id = "ntf_1" }, Test);
        await Email(services).Send(ChannelsKit.Saying("{}", "milestone:arrived") with { Id = "ntf_2" }, Test);
        await Email(services).Send(ChannelsKit.Saying("{}", id: "460724") with { Id = "ntf_3" }, Test);

        var messages = server.Mails.Select(mail => mail.Parse()).ToList();
        messages.ShouldAllBe(message => message.References.Single() == message.InReplyTo && message.InReplyTo.EndsWith("@example.com", StringComparison.Ordinal));
        messages[1].InReplyTo.ShouldBe(messages[0].InReplyTo);
        messages[2].InReplyTo.ShouldNotBe(messages[0].InReplyTo);
        messages.Select(message => message.MessageId).ShouldBeUnique();
    }

    [Theory]
    [InlineData("", "421 too many", SendVerdict.Retry, SendFault.Transport)]
    [InlineData("", "554 go away", SendVerdict.Retry, SendFault.Transport)]
    [InlineData("EHLO", "421 too many", SendVerdict.Retry, SendFault.Transport)]
    [InlineData("MAIL", "451 later", SendVerdict.Retry, SendFault.Transport)]
    [InlineData("MAIL", "550 who", SendVerdict.Retry, SendFault.Transport)]
    [InlineData("MAIL", "552 too large", SendVerdict.Failed, SendFault.Message)]
    [InlineData("RCPT", "421 closing", SendVerdict.Retry, SendFault.Transport)]
    [InlineData("RCPT", "450 greylisted", SendVerdict.Retry, SendFault.Target)]
    [InlineData("RCPT", "452 full", SendVerdict.Retry, SendFault.Target)]
    [InlineData("RCPT", "550 nobody", SendVerdict.Failed, SendFault.Message)]
    [InlineData("RCPT", "553 no such", SendVerdict.Failed, SendFault.Message)]
    [InlineData("RCPT", "554 no relay", SendVerdict.Failed, SendFault.Message)]
    [InlineData("DATA", "451 later", SendVerdict.Retry, SendFault.Target)]
    [InlineData("DATA", "554 no", SendVerdict.Failed, SendFault.Message)]
    [InlineData(".", "452 full", SendVerdict.Retry, SendFault.Target)]
    [InlineData(".", "554 spam", SendVerdict.Failed, SendFault.Message)]
    public async Task Status_DecidesWhatBecomesOfIt_AndWhoseFaultItIs(string at, string answer, SendVerdict verdict, SendFault fault)
    {
        // Who does not get on by EHLO tries HELO.
        await using var server = MailServer.Start(command => command.Split(' ')[0].Replace("HELO", "EHLO", StringComparison.Ordinal) == at ? answer + " of s3cret@inner" : null);
        await using var services = Channels(server);
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((verdict, fault, false));
        result.Error!.ShouldContain(answer[..3]);
        result.Error!.ShouldNotContain("s3cret");
        server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("550 nobody", 1, false, true)]
    [InlineData("550 nobody", 1, true, true)]
    [InlineData("450 greylisted", 9, false, false)]
    [InlineData("450 greylisted", 9, true, false)]
    [InlineData("450 greylisted", 10, false, true)]
    [InlineData("450 greylisted", 10, true, true)]
    public async Task OneRecipientRefused_TheOthersHear_AtOnceOrAfterSomePatience(string answer, int attempt, bool pipelines, bool sent)
    {
        await using var server = MailServer.Start(command => command.StartsWith("RCPT TO:<ops", StringComparison.Ordinal) ? answer : null, pipelines: pipelines);
        await using var services = Channels(server);
        var result = await Email(services).Send(ChannelsKit.Saying("{}") with { Attempts = attempt }, Test);
        result.Verdict.ShouldBe(sent ? SendVerdict.Sent : SendVerdict.Retry);
        server.Mails.SelectMany(mail => mail.Recipients).ShouldBe(sent ? ["warehouse@example.com"] : []);
    }

    [Theory]
    [InlineData("550 nobody", "550 nobody", SendVerdict.Failed)]
    [InlineData("450 greylisted", "550 nobody", SendVerdict.Retry)]
    [InlineData("550 nobody", "450 greylisted", SendVerdict.Retry)]
    public async Task AllRecipientsRefused_HasFailed_UnlessOneMayBeAcceptedAnotherTime(string ops, string warehouse, SendVerdict verdict)
    {
        await using var server = MailServer.Start(command => command.Split('<')[0] != "RCPT TO:" ? null : command.Contains("ops", StringComparison.Ordinal) ? ops : warehouse);
        await using var services = Channels(server);
        (await Email(services).Send(ChannelsKit.Saying("{}") with { Attempts = 50 }, Test)).Verdict.ShouldBe(verdict);
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task SignsIn_WhereItIsTold()
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server, ("User", "freight"), ("Password", "pass-word"));
        (await Email(services).Send(ChannelsKit.Saying("{}"), Test)).Verdict.ShouldBe(SendVerdict.Sent);
        server.Commands.ShouldContain("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0freight\0pass-word")));
    }

    [Fact]
    public async Task WrongPassword_IsTriedAgain_AndToldWithoutIt()
    {
        await using var server = MailServer.Start(command => command.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 pass-word of freight is wrong" : null);
        await using var services = Channels(server, ("User", "freight"), ("Password", "pass-word"));
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        result.ShouldBe(
            new SendResult(SendVerdict.Retry, Error: "The mail server did not accept Flexport:Notifications:Email:User and Password (status 535).", Fault: SendFault.Target));
    }

    [Fact]
    public async Task ServerThatAsksWhoSends_IsToldAboutInTheError()
    {
        await using var server = MailServer.Start(command => command.StartsWith("MAIL", StringComparison.Ordinal) ? "530 sign in" : null);
        await using var services = Channels(server);
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        (result.Verdict, result.Fault).ShouldBe((SendVerdict.Retry, SendFault.Target));
        result.Error!.ShouldContain("Flexport:Notifications:Email:User");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutEncryptionThatCanBeTrusted_NothingIsSaid(bool offersTls)
    {
        await using var server = MailServer.Start(offersTls: offersTls);
        await using var services = Channels(server, ("Security", "StartTls"), ("User", "freight"), ("Password", "pass-word"));
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        (result.Verdict, result.Fault).ShouldBe((SendVerdict.Retry, SendFault.Transport));
        result.Error!.ShouldContain(offersTls ? "certificate" : "offers no encryption");
        server.Commands.Select(command => command.Split(' ')[0]).ShouldBeSubsetOf(["EHLO", "STARTTLS", "QUIT"]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("EHLO", false)]
    [InlineData("MAIL", false)]
    [InlineData("DATA", false)]
    [InlineData(".", true)]
    public async Task ServerThatHangsUp_IsTriedAgain_AndMayHaveTheMessageOnceItEnded(string at, bool mayHaveArrived)
    {
        await using var server = MailServer.Start(command => command.Split(' ')[0] == at ? MailServer.HangUp : null);
        await using var services = Channels(server);
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Retry, SendFault.Transport, mayHaveArrived));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("MAIL", false)]
    [InlineData(".", true)]
    public async Task ServerThatHangs_IsGivenUpAndTriedAgain(string at, bool mayHaveArrived)
    {
        await using var server = MailServer.Start(command => command.Split(' ')[0] == at ? MailServer.Silence : null);
        await using var services = Channels(server, ("Timeout", at == "." ? "00:00:05" : "00:00:00.5"));
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Retry, SendFault.Transport, mayHaveArrived));
        result.Error!.ShouldStartWith("The mail server did not take it within ");
    }

    [Theory]
    [InlineData(MailServer.HangUp)]
    [InlineData(MailServer.Silence)]
    [InlineData("500 what")]
    public async Task MessageThatWasTaken_IsSent_HoweverTheFarewellGoes(string farewell)
    {
        await using var server = MailServer.Start(command => command == "QUIT" ? farewell : null);
        await using var services = Channels(server, ("Timeout", "00:00:10"));
        (await Email(services).Send(ChannelsKit.Saying("{}"), Test)).Verdict.ShouldBe(SendVerdict.Sent);
        server.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsTriedAgain()
    {
        var server = MailServer.Start();
        await using var services = Channels(server);
        await server.DisposeAsync();
        (await Email(services).Send(ChannelsKit.Saying("{}"), Test)).ShouldBe(
            new SendResult(SendVerdict.Retry, Error: "The mail server cannot be reached: ConnectionRefused.", Fault: SendFault.Transport));
    }

    [Fact]
    public async Task ServerInsideTheCompany_IsNotSentTo_UnlessItsNetworkIsAllowed()
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server, ("Flexport:Notifications:AllowedNetworks:0", "10.9.0.0/16"));
        var result = await Email(services).Send(ChannelsKit.Saying("{}"), Test);
        (result.Verdict, result.Fault).ShouldBe((SendVerdict.Retry, SendFault.Transport));
        result.Error!.ShouldContain("Flexport:Notifications:AllowedNetworks");
        server.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task ManyAtOnce_AllArrive()
    {
        await using var server = MailServer.Start();
        await using var services = Channels(server);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Email(services).Send(ChannelsKit.Saying("{}") with { Id = $"ntf_{i}" }, Test)));
        results.ShouldAllBe(result => result.Verdict == SendVerdict.Sent);
        server.Mails.Select(mail => mail.Parse().MessageId).ShouldBe(Enumerable.Range(0, 20).Select(i => $"ntf_{i}@example.com"), ignoreOrder: true);
    }

    private static INotificationChannel Email(ServiceProvider services) => services.Channel("email");

    private static ServiceProvider Channels(MailServer server, params (string Name, string Value)[] more) => ChannelsKit.ChannelsNow(Mails.Settings(server, more));
}
