using System.Globalization;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Wording;

/// <summary>Texts from outside: one line, cut between characters, and nothing in them that a program would make a link or a mention of.</summary>
public sealed class OutsideTextTests
{
    [Theory]
    [InlineData("a\r\nb", "a b")]
    [InlineData("\n a \t\u0000 b \u2028", "a b")]
    [InlineData("a\u202Eb\u2066c", "a b c")]
    [InlineData("Ærø 雨燕 👩‍🚀", "Ærø 雨燕 👩‍🚀")]
    [InlineData(null, "")]
    public void IsOneLine(string? text, string line) => OneLine.Of(text).ShouldBe(line);

    [Theory]
    [InlineData("👩")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🇩🇰")]
    [InlineData("e\u0301")]
    [InlineData("षि")]
    public void IsCut_BetweenCharacters(string one)
    {
        var line = OneLine.Of(string.Concat(Enumerable.Repeat(one, 300)));
        line.ShouldEndWith(one + "…");
        line.Length.ShouldBeLessThanOrEqualTo(400);
        new StringInfo(line).LengthInTextElements.ShouldBeLessThanOrEqualTo(OneLine.Longest);
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("abcd efg", 6, "abcd…")]
    [InlineData("", 6, "")]
    public void IsCut_ToSoMany(string text, int most, string cut)
    {
        Graphemes.Cut(text, most, int.MaxValue).ShouldBe(cut);
        Graphemes.CutUnits(text, most).ShouldBe(cut);
    }

    [Fact]
    public void MarksWithoutEnd_AreNoCharacter() => OneLine.Of("a" + new string('\u0301', 3_000) + "b").Length.ShouldBeLessThanOrEqualTo(40);

    [Theory]
    [InlineData("https://evil.example/x", "https:|//evil.|example/x")]
    [InlineData("see www.evil.example.", "see www.|evil.|example.")]
    [InlineData("evil.zip", "evil.|zip")]
    [InlineData("10.2.evil-port.com", "10.2.|evil-port.|com")]
    [InlineData("thief@evil.example", "thief@|evil.|example")]
    [InlineData("@channel", "@|channel")]
    [InlineData("mailto:thief", "mailto:thief")]
    [InlineData("пример.рф", "пример.|рф")]
    [InlineData("12.50 EUR at 10:30. Then Rotterdam, NL.", "12.50 EUR at 10:30. Then Rotterdam, NL.")]
    public void IsNoLink(string text, string inert) => Inert.Of(text).ShouldBe(inert.Replace('|', Inert.Joint));
}
