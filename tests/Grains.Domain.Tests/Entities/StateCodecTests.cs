using System.Text;
using CsCheck;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Tests.Entities;

public sealed class StateCodecTests
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 1, 12, 0, 0, TimeSpan.FromHours(-5));

    public static IEnumerable<TheoryDataRow<FactValue?>> Values { get; } = new FactValue?[]
    {
        null,
        new FactValue.Text("plain"),
        new FactValue.Text(""),
        new FactValue.Text("\u0000 \u001f \" \\ \u2028 \ud83d\ude80 é"),
        new FactValue.Instant(Noon),
        new FactValue.Instant(DateTimeOffset.MinValue),
        new FactValue.Instant(DateTimeOffset.MaxValue),
        new FactValue.Instant(new DateTimeOffset(2026, 2, 1, 12, 0, 0, 123, 456, TimeSpan.FromMinutes(345))),
        new FactValue.Day(new DateOnly(2026, 2, 28)),
        new FactValue.Money(12.50m, "EUR"),
        new FactValue.Money(decimal.MinValue, null),
        new FactValue.Money(0.0000000000000000000000000001m, "JPY"),
        new FactValue.Place("Port of Oslo", "Norway", "Europe/Oslo", ["port_of_loading", "customs_entry"]),
        new FactValue.Place(null, null, null, []),
        new FactValue.Words(["PO-7", "", "\u0000 é"]),
        new FactValue.Words([]),
    }.Select(value => new TheoryDataRow<FactValue?>(value)).ToList();

    [Theory]
    [MemberData(nameof(Values))]
    public void EveryKindOfValue_ReadsBackAsItWas(FactValue? value)
    {
        var fact = new Fact(new Thing(Part.Leg, "7104\u0000", Aspect.Origin), value, Noon);

        var back = StateCodec.DecodeFacts(StateCodec.EncodeFacts([fact, fact with { RecordedAt = null }]));

        back.ShouldBe([fact, fact with { RecordedAt = null }]);
        back[0].RecordedAt!.Value.Offset.ShouldBe(Noon.Offset);
        if (value is FactValue.Instant instant) ((FactValue.Instant)back[0].Value!).Value.EqualsExact(instant.Value).ShouldBeTrue();
        if (value is FactValue.Money money) decimal.GetBits(((FactValue.Money)back[0].Value!).Amount).ShouldBe(decimal.GetBits(money.Amount));
    }

    [Fact]
    public void ListAboveHasEveryKindOfValueThatThereIs() =>
        typeof(FactValue).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(FactValue)))
            .ShouldBe(Values.Select(row => row.Data).Where(value => value is not null).Select(value => value!.GetType()).Distinct(), ignoreOrder: true);

    [Theory]
    [InlineData(192)]
    [InlineData(206)]
    public void WhatTheProgramOf7129978WroteAndNobodyReads_IsLeftOut_AndKeepsNoEntityClosed(int retired)
    {
        var written = new Fact(new Thing(Part.Whole, "", (Aspect)retired), new FactValue.Text("yes"));
        var name = new Fact(new Thing(Part.Whole, "", Aspect.Name), new FactValue.Text("Kestrel"));
        StateCodec.DecodeFacts(Encoding.UTF8.GetBytes($"""[1,[1,"",{retired},["t","yes"],null],[1,"",{(int)Aspect.Name},["t","Kestrel"],null]]""")).ShouldBe([name]);

        var state = EntityState.Empty.Join(new AcceptedEvent(1, new("e"), "departed", Noon, Noon, Noon, [written, name]));
        var whole = StateCodec.DecodeState(StateCodec.EncodeState(state)).Whole;
        (whole.Count, whole.Text(Aspect.Name)).ShouldBe((1, "Kestrel"));
    }

    [Fact]
    public void EmptyState_ReadsBack()
    {
        var back = StateCodec.DecodeState(StateCodec.EncodeState(EntityState.Empty));

        back.Version.ShouldBe(0);
        back.UpdatedAt.ShouldBe(default);
        back.Parts.ShouldBeEmpty();
        back.Known.ShouldBeEmpty();
    }

    [Fact]
    public void State_ReadsBackWithAllItKnows()
    {
        var state = Stories.Shipment().Told(
            Say.Event("arrived", """{"location":{"name":"Port of Oslo"}}""", "2026-02-05T00:00:00Z", "2026-02-05T00:00:00Z"),
            Say.Event("departed", """{"leg_id":7}""", "2026-02-01T00:00:00Z", "2026-02-06T00:00:00Z")).State;

        var back = StateCodec.DecodeState(StateCodec.EncodeState(state));

        back.Version.ShouldBe(2);
        back.UpdatedAt.ShouldBe(state.UpdatedAt);
        back.Known.ShouldBe(state.Known, ignoreOrder: true);
        back.Whole[Aspect.ActualArrival].ShouldBe(state.Whole[Aspect.ActualArrival]);
        back.Parts.Keys.ShouldBe(state.Parts.Keys);
        StateCodec.EncodeState(back).ShouldBe(StateCodec.EncodeState(state));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[2]")]
    [InlineData("[1,[99,\"\",1,null,null]]")]
    [InlineData("[1,[1,\"\",9999,null,null]]")]
    [InlineData("[1,[1,\"\",1,[\"z\",1],null]]")]
    [InlineData("[1,[1,\"\",1,[\"d\",\"yesterday\"],null]]")]
    [InlineData("[1,[1,\"\",1,[\"i\",[-1,0]],null]]")]
    [InlineData("[1,[1]]")]
    public void FactsThatThisProgramDidNotWrite_AreRefusedClearly(string bytes) =>
        Should.Throw<InvalidDataException>(() => StateCodec.DecodeFacts(Encoding.UTF8.GetBytes(bytes)));

    [Theory]
    [InlineData("[1]")]
    [InlineData("[1,1,null,[],[]]")]
    [InlineData("[1,1,[0,0],[[99,\"\"]],[]]")]
    [InlineData("[1,1,[0,0],[],[[99,1,\"\",1,true]]]")]
    public void StateThatThisProgramDidNotWrite_IsRefusedClearly(string bytes) =>
        Should.Throw<InvalidDataException>(() => StateCodec.DecodeState(Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void BytesCutShortOrChanged_AreRefusedOrReadButNeverAnythingElse()
    {
        var good = StateCodec.EncodeState(Stories.Shipment().Told(Say.Event("departed", """{"leg_id":7}""", "2026-02-01T00:00:00Z")).State);
        DamagedBytes.AreReadOrRefused(good, static bytes => StateCodec.DecodeState(bytes), static fault => fault is InvalidDataException, 2_000);
    }
}
