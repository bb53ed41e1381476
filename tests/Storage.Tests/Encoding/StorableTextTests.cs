using CsCheck;
using Silo.Storage;

namespace Storage.Tests.Encoding;

public sealed class StorableTextTests
{
    private static readonly System.Text.UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly Gen<string> Hostile = Gen.Frequency(
        (4, Gen.Char), (1, Gen.Const('\0')), (1, Gen.Char['\uD800', '\uDBFF']), (1, Gen.Char['\uDC00', '\uDFFF'])).Array[0, 40].Select(chars => new string(chars));

    [Fact]
    public void CleanedText_IsAlwaysStorable() => Hostile.Sample(text =>
    {
        var clean = StorableText.Clean(text);
        Strict.GetByteCount(clean).ShouldBeGreaterThanOrEqualTo(0);
        clean.ShouldNotContain('\0');
        clean.Length.ShouldBe(text.Length);
    });

    [Fact]
    public void StorableText_IsNotTouched() => Hostile.Sample(text =>
    {
        var clean = StorableText.Clean(text);
        StorableText.IsClean(text).ShouldBe(clean == text);
        StorableText.Clean(clean).ShouldBeSameAs(clean);
    });

    [Fact]
    public void CutText_FitsAndIsStorable() => Gen.Select(Hostile, Gen.Int[1, 40]).Sample((text, length) =>
    {
        var cut = StorableText.Clean(text, length);
        cut.Length.ShouldBeLessThanOrEqualTo(length);
        StorableText.IsClean(cut).ShouldBeTrue();
    });

    [Theory]
    [InlineData(3, "ab")]
    [InlineData(4, "ab\U0001F6A2")]
    public void Cut_HalvesNoCharacter(int length, string cut) => StorableText.Clean("ab\U0001F6A2cd", length).ShouldBe(cut);
}
