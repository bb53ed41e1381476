using System.Globalization;
using System.Text;
using System.Text.Json;
using Grains.Notifications;
using MimeKit;
using MimeKit.Text;
using Silo.Channels.Email;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Email;

/// <summary>News as the bodies of a mail: lines that every program shows, a page for light and dark, no links but our own, and a size that is not clipped.</summary>
public sealed class EmailTextTests
{
    private static readonly Uri Public = new("https://freight.example");

    [Theory]
    [InlineData("Spring")]
    [InlineData("雨燕集团有限公司深圳市盐田港集装箱码头第三期堆场东侧泊位雨燕集团有限公司深圳市盐田港集装箱码头第三期堆场东侧泊位")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("a name with  two blanks, that goes on and on until it has to be broken, and then some more of it")]
    [InlineData("> a quotation")]
    public void PlainLines_AreShort_AndReadAsOneAgain(string name)
    {
        var news = new News("Title", [name, $"From {name}", string.Join(' ', Enumerable.Repeat(name, 5))], [new Fact("Name", name)]);
        var part = EmailText.Plain(news);
        part.ContentType.Parameters["format"].ShouldBe("flowed");
        part.ContentType.Parameters["delsp"].ShouldBe("yes");
        part.Text.Split('\n').ShouldAllBe(static line => line.Length <= 78);
        var read = new FlowedToText { DeleteSpace = true }.Convert(part.Text).ReplaceLineEndings("\n");
        read.ShouldBe($"{string.Join('\n', news.Lines)}\n\nName: {name}\n\nSent by FlexportGrains. Nobody reads answers to this message.\n");
    }

    [Fact]
    public void PlainPart_HasItsLinksWhole()
    {
        var text = new FlowedToText { DeleteSpace = true }.Convert(EmailText.Plain(Departed("Rotterdam")).Text);
        text.ShouldContain("Open the shipment: https://freight.example/shipments/default/460723");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("www.evil.example")]
    [InlineData("thief@evil.example")]
    [InlineData("evil.zip")]
    [InlineData("<a href=\"https://evil.example\">Rotterdam</a>")]
    public void SuppliersTexts_AreNoLinks(string place)
    {
        var news = Departed(place);
        var html = ((TextPart)EmailText.Html(news)).Text;
        var shown = System.Net.WebUtility.HtmlDecode(html);
        foreach (var text in new[] { shown, EmailText.Plain(news).Text.Replace(" \n", "", StringComparison.Ordinal) })
        {
            text.ShouldNotContain("evil.example");
            text.ShouldNotContain("evil.zip");
            text.ShouldNotContain("@evil");
            text.ShouldNotContain("https://evil");
        }

        // Only our own: the shipment.
        html.Split("<a ").Length.ShouldBe(2);
        html.Split("href=").Skip(1).Select(static rest => rest[1..rest.IndexOf('"', 1)]).ShouldBe(["https://freight.example/shipments/default/460723"]);
    }

    [Fact]
    public void HtmlPart_HasColoursForTheDark_AndFitsAPhone()
    {
        var html = EmailText.Html(Departed("Rotterdam")).Text;
        html.ShouldContain("<meta name=\"color-scheme\" content=\"light dark\">");
        html.ShouldContain("@media (prefers-color-scheme:dark)");
        html.ShouldContain("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.ShouldContain("max-width:600px");
    }

    [Theory]
    [InlineData(1, "Rotterdam")]
    [InlineData(500, "Rotterdam")]
    [InlineData(500, "雨燕集团有限公司深圳市盐田港集装箱码头第三期堆场东侧泊位雨燕集团有限公司")]
    [InlineData(500, "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData(500, "&<>&<>&<>&<>&<>&<>&<>&<>&<>&<>&<>&<>&<>&<>")]
    public void NoMail_IsClipped(int count, string text)
    {
        var member = (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(new { source = "default", kind = "shipment", id = "460723", thing = "milestone:departed", name = text, location = new { name = text } });
        var news = News.Of(ChannelsKit.Saying("{}", "digest:2026-03-02") with { Message = Digests.Write("default", "digest:2026-03-02", count, Enumerable.Repeat(member, count)) });
        var bodies = new MultipartAlternative { EmailText.Plain(news), EmailText.Html(news) };
        SevenBits.Encode(bodies);
        using var mail = new MimeMessage { Body = bodies };
        using var raw = new MemoryStream();
        mail.WriteTo(raw, TestContext.Current.CancellationToken);
        raw.Length.ShouldBeLessThan(100 * 1024);
        var (plain, html) = (EmailText.Plain(news).Text, EmailText.Html(news).Text);
        Told(plain, plain.Split('\n').Count(static line => line.StartsWith("- FLEX", StringComparison.Ordinal))).ShouldBe(count);
        Told(html, html.Split("<li").Length - 1).ShouldBe(count);

        static int Told(string body, int lines)
        {
            var left = body.IndexOf("And ", StringComparison.Ordinal) is >= 0 and var at ? int.Parse(body[(at + 4)..body.IndexOf(' ', at + 4)], CultureInfo.InvariantCulture) : 0;
            return lines + left;
        }
    }

    private static News Departed(string place) =>
        News.Of(ChannelsKit.Saying($$$"""{"location":{"name":{{{JsonSerializer.Serialize(place)}}}}}"""), Public);
}
