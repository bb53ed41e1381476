using CsCheck;
using Silo.Storage;

namespace Storage.Tests.Encoding;

public sealed class CursorTests
{
    [Fact]
    public void Cursor_ComesBackAsItWas() => Gen.Select(Gen.DateTimeOffset, Gen.String.Where(StorableText.IsClean)).Sample((at, id) =>
    {
        var cursor = Cursor.Of(at, id);
        Cursor.Parse(cursor.ToString()).ShouldBe(cursor);
    });

    [Fact]
    public void AnyOtherText_IsAnArgumentException() => Gen.String.Sample(text =>
    {
        try
        {
            Cursor.Parse(text);
        }
        catch (ArgumentException)
        {
            // What the contract says of a cursor that is not ours; any other exception fails the test.
        }
    });

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void Instants_AreCutDownToMicroseconds(string text)
    {
        var instant = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        var cut = Micros.Cut(instant);

        cut.ShouldBe(new DateTimeOffset(instant.Ticks - (instant.Ticks % 10), TimeSpan.Zero));
    }
}
