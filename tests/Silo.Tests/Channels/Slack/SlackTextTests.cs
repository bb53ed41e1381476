using System.Text.Encodings.Web;
using System.Text.Json;
using Grains.Notifications;
using Silo.Channels.Slack;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Slack;

/// <summary>News as Slack takes it: within its limits, and nothing in a text is markup, a link or a mention.</summary>
public sealed class SlackTextTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Departure_IsATextAndBlocks()
    {
        var news = News.Of(ChannelsKit.Saying("""{"name":"Spring","occurredAt":"2026-03-01T08:30:00+00:00","location":{"name":"Rotterdam","country":"NL"}}"""), new Uri("https://freight.example"));
        JsonSerializer.Serialize(Written(news), Indented).ShouldBe("""
            {
              "text": "FLEX-460723 (Spring) departed Rotterdam on 1 Mar 2026, 08:30 UTC.",
              "unfurl_links": false,
              "unfurl_media": false,
              "blocks": [
                {
                  "type": "header",
                  "text": {
                    "type": "plain_text",
                    "text": "FLEX-460723 (Spring) departed Rotterdam on 1 Mar 2026, 08:30 UTC",
                    "emoji": false
                  }
                },
                {
                  "type": "section",
                  "fields": [
                    {
                      "type": "mrkdwn",
                      "text": "*Shipment*\nFLEX-460723",
                      "verbatim": true
                    },
                    {
                      "type": "mrkdwn",
                      "text": "*Name*\nSpring",
                      "verbatim": true
                    },
                    {
                      "type": "mrkdwn",
                      "text": "*When*\n1 Mar 2026, 08:30 in Rotterdam, UTC",
                      "verbatim": true
                    },
                    {
                      "type": "mrkdwn",
                      "text": "*Where*\nRotterdam, NL",
                      "verbatim": true
                    }
                  ]
                },
                {
                  "type": "context",
                  "elements": [
                    {
                      "type": "mrkdwn",
                      "text": "<https://freight.example/shipments/default/460723|Open the shipment>",
                      "verbatim": true
                    }
                  ]
                }
              ]
            }
            """);
    }

    [Theory]
    [InlineData("<!channel>", "&lt;!channel&gt;", "<^!channel>")]
    [InlineData("<@U012|boss>", "&lt;@^U012|boss&gt;", "<^@^U012|boss>")]
    [InlineData("Smith & Sons &lt;", "Smith &amp; Sons &amp;lt;", "Smith & Sons &lt;")]
    [InlineData("*bold* _x_", "^*^bold^*^ ^_^x^_^", "*bold* _x_")]
    [InlineData("https://evil.example", "https:^//evil.^example", "https:^//evil.^example")]
    [InlineData("Ærø 雨燕", "Ærø 雨燕", "Ærø 雨燕")]
    public void NothingInAText_CallsAnybody(string place, string markdown, string plain)
    {
        var written = Written(News.Of(ChannelsKit.Saying($$$"""{"location":{"name":{{{JsonSerializer.Serialize(place)}}}}}""")));
        var blocks = written.GetProperty("blocks");
        blocks[0].GetProperty("text").GetProperty("text").GetString().ShouldBe($"FLEX-460723 departed {plain.Replace('^', Inert.Joint)}");
        blocks[1].GetProperty("fields")[1].GetProperty("text").GetString().ShouldBe($"*Where*\n{markdown.Replace('^', Inert.Joint)}");
        written.GetProperty("text").GetString().ShouldBe($"FLEX-460723 departed {markdown.Replace('^', Inert.Joint)}.");
    }

    [Fact]
    public void TheTestMessage_HasNoEmptyFields()
    {
        var blocks = Written(News.Of(ChannelsKit.Saying("{}", "test"))).GetProperty("blocks").EnumerateArray().ToList();
        blocks.Select(static block => block.GetProperty("type").GetString()).ShouldBe(["header", "section"]);
        blocks.Count(static block => block.TryGetProperty("text", out _)).ShouldBe(2);
    }

    [Fact]
    public void ADigestsLines_StandBelowTheirHeadings_AndWhatDoesNotFitIsCounted()
    {
        var member = (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(new { source = "default", kind = "shipment", id = "460723", thing = "milestone:departed", name = new string('n', 40), location = new { name = new string('p', 40) } });
        var news = News.Of(ChannelsKit.Saying("{}", "digest:2026-03-02") with { Message = Digests.Write("default", "digest:2026-03-02", 2_000, Enumerable.Repeat(member, 1_500)) });
        var blocks = Written(news).GetProperty("blocks").EnumerateArray().ToList();
        blocks.Count.ShouldBeInRange(40, 50);
        blocks[2].GetProperty("text").GetProperty("text").GetString().ShouldBe("*Also happened* (1500)");
        var lines = blocks.Skip(3).SkipLast(1).Sum(static block => block.GetProperty("text").GetProperty("text").GetString()!.Split('\n').Length);
        blocks[^1].GetProperty("elements")[0].GetProperty("text").GetString().ShouldBe($"And {2_000 - lines} more, which the API lists.");
    }

    private static JsonElement Written(News news)
    {
        using var json = JsonDocument.Parse(SlackText.Write(news));
        return json.RootElement.Clone();
    }
}
