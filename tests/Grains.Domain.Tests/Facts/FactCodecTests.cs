using System.Text;
using CsCheck;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Tests.Entities;
using Shouldly;
using Xunit;

namespace Grains.Domain.Tests.Facts;

/// <summary>Stored facts read back as they were: offsets to the minute, amounts with their scale, whatever is repeated.</summary>
public sealed class FactCodecTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf("", "7104426", "Sanderling Homeware", "雨燕 instruments", "\u0000 é", "🚢", new string('x', 300)), Gen.String[Gen.Char.AlphaNumeric, 0, 12]);

    private static readonly Gen<string?> MaybeWord = Gen.OneOf(Word.Select(static word => (string?)word), Gen.Const((string?)null));

    // Whole days and single ticks, near to each other and at both ends of time.
    private static readonly Gen<DateTimeOffset> Instant =
        from unit in Gen.OneOf(1L, TimeSpan.TicksPerMicrosecond, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond, TimeSpan.TicksPerDay)
        from count in Gen.Long[-2_000, 2_000]
        from start in Gen.OneOf(DateTime.MinValue.AddDays(3_000), new DateTime(2026, 11, 28), DateTime.MaxValue.AddDays(-3_000))
        from offset in Gen.OneOf(Gen.OneOf(0, 480, -420), Gen.Int[-14 * 60, 14 * 60])
        select new DateTimeOffset(start.AddTicks(unit * count).Ticks, TimeSpan.FromMinutes(offset));

    private static readonly Gen<FactValue?> Value = Gen.OneOf<FactValue?>(
        Gen.Const((FactValue?)null),
        Word.Select(static text => (FactValue?)new FactValue.Text(text)),
        Instant.Select(static at => (FactValue?)new FactValue.Instant(at)),
        Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(static day => (FactValue?)new FactValue.Day(DateOnly.FromDayNumber(day))),
        Gen.Select(Gen.Decimal, MaybeWord).Select(static (amount, currency) => (FactValue?)new FactValue.Money(amount, currency)),
        Gen.Select(MaybeWord, MaybeWord, MaybeWord, Word.Array[0, 3]).Select(static (name, country, code, tags) =>
            (FactValue?)new FactValue.Place(name, country, "Europe/Oslo", tags) { Unlocode = code, Terminal = name }),
        Word.Array[0, 4].Select(static words => (FactValue?)new FactValue.Words(words)));

    private static readonly Gen<Fact> One =
        from part in Gen.OneOf(Enum.GetValues<Part>())
        from id in Gen.OneOf(Gen.OneOf("", "7", "7104426"), Word)
        from aspect in Gen.OneOf(Enum.GetValues<Aspect>())
        from value in Value
        from stamp in Gen.OneOf(Gen.Const((DateTimeOffset?)null), Instant.Select(static at => (DateTimeOffset?)at))
        select new Fact(new Thing(part, id, aspect), value, stamp);

    [Fact]
    public void WhateverIsSaid_ReadsBackAsItWas() => One.Array[0, 40].Sample(
        static facts =>
        {
            var back = StateCodec.DecodeFacts(StateCodec.EncodeFacts(facts));
            back.Select(Exactly).ShouldBe(facts.Select(Exactly));
        },
        iter: Iterations.UpTo(3_000));

    [Fact]
    public void SameFacts_GiveTheSameBytes_WhateverTheThreadWroteBefore() => Gen.Select(One.Array[0, 20], One.Array[0, 20]).Sample(
        static (facts, others) =>
        {
            var first = StateCodec.EncodeFacts(facts);
            StateCodec.EncodeFacts(others);
            StateCodec.EncodeFacts(facts).ShouldBe(first);
        },
        iter: Iterations.UpTo(500));

    [Fact]
    public void BytesCutShortOrChanged_AreRefusedOrRead_AndNothingElse() => One.Array[1, 40].Sample(
        static facts => DamagedBytes.AreReadOrRefused(
            StateCodec.EncodeFacts(facts), static bytes => StateCodec.DecodeFacts(bytes), static fault => fault is InvalidDataException, 200),
        iter: 20);

    [Theory]
    [InlineData(new byte[] { 2 })]
    [InlineData(new byte[] { 2, 1 })]
    [InlineData(new byte[] { 2, 200, 1 })] // 200 facts in no bytes
    [InlineData(new byte[] { 2, 1, 0x85, 0x01, 1, 0, 5 })] // a text that stands where no text is
    [InlineData(new byte[] { 2, 0, 0 })] // something behind the end
    [InlineData(new byte[] { 3, 0 })] // of a later program
    public void WhatThisProgramDidNotWrite_IsRefusedClearly(byte[] bytes) => Should.Throw<InvalidDataException>(() => StateCodec.DecodeFacts(bytes));

    [Fact]
    public void FactsOfOlderPrograms_AreReadAsTheyWere()
    {
        const string Written = """[1,[1,"",27,["t","ocean"],[639112499688680000,0]],[2,"7002789",7,["i",[639112464000000000,60]],null],[1,"",40,["d","2026-03-04"],null],[1,"",8,null,null]]""";

        var facts = StateCodec.DecodeFacts(Encoding.UTF8.GetBytes(Written));

        facts.Select(static fact => (int)fact.About.Aspect).ShouldBe([27, 7, 40, 8]);
        facts[0].RecordedAt.ShouldBe(new DateTimeOffset(639112499688680000, TimeSpan.Zero));
        StateCodec.DecodeFacts(StateCodec.EncodeFacts(facts)).Select(Exactly).ShouldBe(facts.Select(Exactly));
    }

    [Fact]
    public void WhatIsRepeated_IsWrittenOnce()
    {
        var stamp = new DateTimeOffset(2026, 11, 28, 9, 30, 0, TimeSpan.Zero);
        List<Fact> facts = [.. Enumerable.Range(0, 50).Select(at => new Fact(new Thing(Part.Leg, "7104426", Aspect.Name), new FactValue.Text("Sanderling Homeware"), stamp))];

        StateCodec.EncodeFacts(facts).Length.ShouldBeLessThan(50 * 4 + 50);
    }

    /// <summary>Equality of instants and amounts does not tell offsets and scales apart.</summary>
    private static (Thing, string?, long?, TimeSpan?, FactValue?) Exactly(Fact fact) => (
        fact.About,
        fact.Value switch
        {
            FactValue.Instant instant => $"{instant.Value.Ticks} {instant.Value.Offset}",
            FactValue.Money money => string.Join(',', decimal.GetBits(money.Amount)),
            _ => null,
        },
        fact.RecordedAt?.Ticks,
        fact.RecordedAt?.Offset,
        fact.Value);
}
