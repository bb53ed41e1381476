using System.Globalization;
using Grains.Interfaces.Subscriptions;
using MimeKit;
using Silo.Channels;
using Silo.Channels.Email;
using Silo.Tests.Channels.Validation;

namespace Silo.Tests.Channels.Email;

/// <summary>Headers of messages, within the limits of mail.</summary>
public sealed class LetterTests
{
    private const string LinkKey = "a key of at least thirty-two characters";

    private static readonly Guid Generation = new("7f1d2c3b-0000-4000-8000-000000000001");

    [Theory]
    [InlineData("FLEX-460723 departed Rotterdam")]
    [InlineData("雨燕集团有限公司·深圳市盐田港集装箱码头第三期堆场东侧泊位雨燕集团有限公司·深圳市盐田港集装箱码头第三期堆场东侧泊位")]
    [InlineData("👩‍🚀👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("one word that is plain and aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("=?utf-8?Q?x?= is no encoded word here")]
    [InlineData("many plain words many plain words many plain words many plain words many plain words many plain words many plain words")]
    public void ASubject_IsReadAsItWasWritten(string subject)
    {
        var letter = new MimeMessage { Body = new TextPart("plain") { Text = "x" } };
        letter.Headers.Replace(FoldedHeader.Text("Subject", subject));
        MailRules.Subject(Raw(letter)).ShouldBe(subject);
        letter.Subject.ShouldBe(subject);
    }

    [Fact]
    public void ASubjectWithControls_IsOneLine()
    {
        var header = FoldedHeader.Text("Subject", " a\r\nBcc: thief@example.com\u0000\u2028b ");
        header.Value.ShouldBe("a Bcc: thief@example.com b");
    }

    [Theory]
    [InlineData("a", 200, 200)]
    [InlineData("a", 201, 200)]
    [InlineData("雨", 500, 200)]
    [InlineData("👨‍👩‍👧‍👦", 30, 199)]
    public void ALongSubject_IsCutBetweenLetters(string letter, int times, int length)
    {
        var subject = Subjects.Of(string.Concat(Enumerable.Repeat(letter, times)));
        subject.Length.ShouldBe(length);
        var whole = subject.EndsWith('…') ? subject[..^1] : subject;
        whole.ShouldBe(string.Concat(Enumerable.Repeat(letter, new StringInfo(whole).LengthInTextElements)));
    }

    [Fact]
    public void ALongNameOfARecipient_IsFolded()
    {
        var letter = Letter().Write(ChannelsKit.Departed, new MailboxAddress(string.Concat(Enumerable.Repeat("Bücher ", 30)).TrimEnd(), "ops@example.com"), ChannelsKit.Now);
        MailRules.Problems(Raw(letter)).ShouldBeEmpty();
        letter.To.Mailboxes.Single().Name.ShouldBe(string.Concat(Enumerable.Repeat("Bücher ", 30)).TrimEnd());
    }

    [Fact]
    public void OfASubscription_ItCanBeEndedWithOneClick()
    {
        var letter = Letter(new LinkOptions { PublicUrl = "https://freight.example/flexport/", LinkKey = LinkKey })
            .Write(ChannelsKit.Departed with { Subscription = "hamburg", Generation = Generation }, Recipient, ChannelsKit.Now);
        letter.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        var link = letter.Headers["List-Unsubscribe"];
        link.ShouldStartWith("<https://freight.example/flexport/unsubscribe?t=");
        new UnsubscribeLinks(LinkKey).Read(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..^1]).ShouldBe(("default", "hamburg", Generation));
        MailRules.Problems(Raw(letter), "https://freight.example/flexport/").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, LinkKey, "hamburg", "milestone:departed", true, true)]
    [InlineData("https://freight.example", null, "hamburg", "milestone:departed", true, true)]
    [InlineData("https://freight.example", LinkKey, "hamburg#backup", "milestone:departed", true, true)]
    [InlineData("https://freight.example", LinkKey, "test", "test", true, true)]
    [InlineData("https://freight.example", LinkKey, "default:email", "milestone:departed", false, true)]
    [InlineData("https://freight.example", LinkKey, "hamburg", "milestone:departed", true, false)]
    public void WhereThereIsNoSubscriptionOfTheReaders_ThereIsNoSuchLink(string? url, string? key, string subscription, string thing, bool isContact, bool hasGeneration)
    {
        var letter = Letter(new LinkOptions { PublicUrl = url, LinkKey = key }).Write(
            ChannelsKit.Departed with { Subscription = subscription, Thing = thing, Generation = hasGeneration ? Generation : null }, isContact ? Recipient : null, ChannelsKit.Now);
        letter.Headers.ShouldNotContain(static header => header.Field.StartsWith("List-", StringComparison.Ordinal));
    }

    private static MailboxAddress Recipient { get; } = new("", "ops@example.com");

    private static Letter Letter(LinkOptions? links = null) =>
        new(new EmailChannelOptions { From = "Freight <freight@example.com>", To = { "ops@example.com" } }, links);

    private static byte[] Raw(MimeMessage letter)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        using var raw = new MemoryStream();
        letter.WriteTo(format, raw, TestContext.Current.CancellationToken);
        return raw.ToArray();
    }
}
