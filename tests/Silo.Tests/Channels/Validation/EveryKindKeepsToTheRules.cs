using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Silo.Channels;
using Silo.Channels.Email;
using Silo.Channels.Slack;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Validation;

/// <summary>Every kind of message, with every text that freight data may bring, against the validator of each channel.</summary>
public sealed class EveryKindKeepsToTheRules
{
    private const string Links = "https://freight.example/";

    private static readonly Uri Address = new(Links);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. EveryKind.Kinds];

    [Fact]
    public void EveryTopic_IsAmongTheKinds() =>
        Topics.Classes.Where(topic => !EveryKind.Announced.Any(thing => Topics.Covers(topic, thing))).ShouldBeEmpty();

    [Theory, MemberData(nameof(Kinds))]
    public void Slack_TakesIt(string kind) => Problems(kind, static message => SlackRules.Problems(SlackText.Write(News.Of(message, Address)), Links)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Kinds))]
    public void Slack_FindsNoMarkInAText(string kind) => Problems(kind, static message => SlackMarks.Problems(SlackText.Write(News.Of(message, Address)))).ShouldBeEmpty();

    [Theory, MemberData(nameof(Kinds))]
    public void MailServers_TakeIt(string kind)
    {
        var letter = new Letter(new EmailChannelOptions { From = "Freight <freight@example.com>", To = { "ops@example.com" } }, new LinkOptions { PublicUrl = Links });
        Problems(kind, message =>
        {
            using var mail = letter.Write(message, null, ChannelsKit.Now);
            return MailRules.Problems(Raw(mail), Links);
        }).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task WebhookReceivers_TakeIt(string kind)
    {
        await using var target = await Target.Answering(204);
        await using var services = ChannelsKit.ChannelsNow(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        var problems = new List<string>();
        foreach (var (name, message) in EveryKind.Of(kind))
        {
            (await services.Webhook().Send(message, Test)).Verdict.ShouldBe(SendVerdict.Sent);
            target.Messages.TryDequeue(out var request).ShouldBeTrue();
            problems.AddRange(WebhookRules.Problems(request!, ChannelsKit.Secret, ChannelsKit.Now).Select(problem => $"{name}: {problem}"));
        }

        problems.ShouldBeEmpty();
    }

    /// <summary>As it goes to a server that offers nothing.</summary>
    private static byte[] Raw(MimeMessage mail)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        mail.Prepare(EncodingConstraint.SevenBit);
        using var raw = new MemoryStream();
        mail.WriteTo(format, raw, Test);
        return raw.ToArray();
    }

    private static List<string> Problems(string kind, Func<Notification, IEnumerable<string>> rules) =>
        [.. EveryKind.Of(kind).SelectMany(one => rules(one.Message).Distinct().Select(problem => $"{one.Name}: {problem}"))];
}
