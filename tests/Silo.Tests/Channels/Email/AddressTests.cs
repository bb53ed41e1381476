using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Silo.Channels.Email;
using Silo.Tests.Channels.Validation;
using TestKit.Services;

namespace Silo.Tests.Channels.Email;

/// <summary>Addresses beyond ASCII, and what they need of a mail server.</summary>
public sealed class AddressTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ops@example.com", "ops@example.com")]
    [InlineData("Desk <ops@example.com>", "ops@example.com")]
    [InlineData("ops@bücher.example", "ops@xn--bcher-kva.example")]
    [InlineData("josé@example.com", "josé@example.com")]
    [InlineData("ops", null)]
    [InlineData("ops@", null)]
    [InlineData("a@example.com, b@example.com", null)]
    [InlineData("ops@example.com\r\nBcc: thief@example.com", null)]
    [InlineData("ops@example.com\nRCPT TO:<thief@example.com>", null)]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789a1234@example.com", "a123456789a123456789a123456789a123456789a123456789a123456789a1234@example.com", true)]
    public void AnAddress_IsReadAsServersTakeIt(string text, string? address, bool tooLong = false) =>
        (Mailboxes.Read(tooLong ? "a" + text : text) is { } mailbox ? Mailboxes.OnTheWire(mailbox) : null).ShouldBe(tooLong ? null : address);

    [Fact]
    public async Task AnAddressThatNeedsAnExtension_IsRefusedWhenItIsSaved_UntilTheServerIsKnownToHaveIt()
    {
        await using var server = MailServer.Start(utf8: true);
        await using var services = ChannelsKit.ChannelsNow(Mails.Settings(server));
        var email = services.Channel("email");
        email.Problems(Jose).ShouldHaveSingleItem().ShouldStartWith("address: has letters beyond ASCII before the @");
        (await email.Send(ChannelsKit.Saying("{}"), Test)).Verdict.ShouldBe(SendVerdict.Sent);
        email.Problems(Jose).ShouldBeEmpty();
    }

    [Fact]
    public async Task ServerWithTheExtension_TakesTheAddress()
    {
        await using var server = MailServer.Start(utf8: true);
        await using var services = ChannelsKit.ChannelsNow(Mails.Settings(server));
        (await services.Channel("email").Send(ChannelsKit.Saying("{}"), Jose, Test)).ShouldBe(new SendResult(SendVerdict.Sent));
        server.Commands.ShouldContain(static command => command.StartsWith("MAIL FROM:<freight@example.com>", StringComparison.Ordinal) && command.Contains("SMTPUTF8", StringComparison.Ordinal));
        // The server reads octets as Latin-1.
        server.Commands.ShouldContain(static command => command.StartsWith("RCPT TO:<josÃ©@example.com>", StringComparison.Ordinal));
        server.Mails.Single().Parse().To.Mailboxes.Single().Address.ShouldBe("josé@example.com");
    }

    [Fact]
    public async Task ServerWithoutTheExtension_IsNotAsked_AndTheErrorSaysWhy()
    {
        await using var server = MailServer.Start();
        await using var services = ChannelsKit.ChannelsNow(Mails.Settings(server));
        var result = await services.Channel("email").Send(ChannelsKit.Saying("{}"), Jose, Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Failed, SendFault.Message, false));
        result.Error!.ShouldContain("SMTPUTF8");
        server.Commands.ShouldNotContain(static command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADomainBeyondAscii_NeedsNoExtension()
    {
        await using var server = MailServer.Start();
        await using var services = ChannelsKit.ChannelsNow(Mails.Settings(server));
        var contact = new Contact("mail", "email", Address: "Bücher & Söhne <ops@bücher.example>");
        services.Channel("email").Problems(contact).ShouldBeEmpty();
        (await services.Channel("email").Send(ChannelsKit.Saying("{}"), contact, Test)).Verdict.ShouldBe(SendVerdict.Sent);
        var mail = server.Mails.Single();
        mail.Recipients.ShouldBe(["ops@xn--bcher-kva.example"]);
        mail.Parse().To.Mailboxes.Single().Name.ShouldBe("Bücher & Söhne");
        MailRules.Problems(mail.Raw).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ops")]
    [InlineData("ops@example.com\r\nBcc: thief@example.com")]
    public async Task WhatIsStoredAndNoAddress_FailsByItself(string stored)
    {
        await using var server = MailServer.Start();
        await using var services = ChannelsKit.ChannelsNow(Mails.Settings(server));
        (await services.Channel("email").Send(ChannelsKit.Saying("{}"), new Contact("mail", "email", Address: stored), Test)).ShouldBe(
            new SendResult(SendVerdict.Failed, Error: "The contact's address is no e-mail address.", Fault: SendFault.Message));
        server.Commands.ShouldBeEmpty();
    }

    private static Contact Jose { get; } = new("mail", "email", Address: "josé@example.com");
}
