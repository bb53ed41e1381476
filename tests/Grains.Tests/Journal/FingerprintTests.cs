using System.Text;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Tests.Journal;

public sealed class FingerprintTests
{
    private const string Body = """{"id":7,"type":"shipment.milestone","data":{"shipment_id":"7001","milestone":"departed","weight":12.50,"tags":["a","b"],"note":"é"}}""";

    private static readonly Delivery First = new(
        new EventId("7"), "shipment.milestone", "departed", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "test", Encoding.UTF8.GetBytes(Body));

    [Fact]
    public void ARepeat_ReceivedLaterUnderAnotherSecret_HasTheSame() =>
        Fingerprint.Of(First with { ReceivedAt = DateTimeOffset.UnixEpoch.AddDays(1), Secret = "new" }).ShouldBe(Fingerprint.Of(First));

    [Theory]
    [InlineData("""{ "data": {"note":"\u00e9","tags":["a", "b"],"weight":12.5,"milestone":"departed","shipment_id":"7001"},"type":"shipment.milestone","id":7.0 }""")]
    [InlineData("""{"id":70e-1,"type":"shipment\u002emilestone","data":{"shipment_id":"7001","milestone":"departed","weight":1250e-2,"tags":["a","b"],"note":"é"}}""")]
    [InlineData("\ufeff" + Body)]
    public void TheSameContentWrittenInAnotherWay_HasTheSame(string body) => Of(body).ShouldBe(Of(Body));

    [Theory]
    [InlineData("\"departed\"", "\"arrived\"")]
    [InlineData("12.50", "12.51")]
    [InlineData("12.50", "-12.50")]
    [InlineData("12.50", "125")]
    [InlineData("12.50", "\"12.50\"")]
    [InlineData("12.50", "null")]
    [InlineData("[\"a\",\"b\"]", "[\"b\",\"a\"]")]
    [InlineData("[\"a\",\"b\"]", "[\"a\",\"b\",\"b\"]")]
    [InlineData("[\"a\",\"b\"]", "{\"a\":\"b\"}")]
    [InlineData("\"note\":\"é\"", "\"note\":\"e\"")]
    [InlineData(",\"note\":\"é\"", "")]
    [InlineData("\"id\":7,", "\"id\":8,")]
    [InlineData("shipment_id", "shipment_ld")]
    public void OtherContent_HasAnother_WhateverDiffers(string said, string instead) =>
        Of(Body.Replace(said, instead, StringComparison.Ordinal)).ShouldNotBe(Of(Body));

    [Theory]
    [InlineData("0", "-0.0e7", true)]
    [InlineData("1e400", "10e399", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("1e400", "1e401", false)]
    [InlineData("100", "1e2", true)]
    [InlineData("0.05", "5e-2", true)]
    public void Numbers_AreComparedExactly(string left, string right, bool same) =>
        (Of($$"""{"n":{{left}}}""") == Of($$"""{"n":{{right}}}""")).ShouldBe(same);

    [Fact]
    public void WhatIsNoJson_IsComparedByItsBytes()
    {
        Of("{\"a\":").ShouldBe(Of("{\"a\":"));
        Of("{\"a\":").ShouldNotBe(Of("{\"a\": "));
        Of("""{"a":"\ud800"}""").ShouldNotBe(Of("""{"a":"\ud801"}"""));
    }

    /// <summary>Taken by a program of commit a413010 and before, of type and times alone.</summary>
    [Fact]
    public void WhatAFormerProgramAccepted_IsARepeatWhenItComesAgain()
    {
        var former = Fingerprint.Of(First with { Body = [] });
        Fingerprint.IsOf(former, First).ShouldBeTrue();
        Fingerprint.IsOf(former, First with { OccurredAt = DateTimeOffset.UnixEpoch.AddTicks(10) }).ShouldBeFalse();
        // It could not read 24:00 and took the time for absent.
        Fingerprint.IsOf(Fingerprint.Of(First with { Body = [], OccurredAt = null }), First).ShouldBeTrue();
        Fingerprint.IsOf(Fingerprint.Of(First), First).ShouldBeTrue();
    }

    [Fact]
    public void OfThisServicesOwnEntries_TypeAndTimesCount()
    {
        var own = First with { Body = [] };
        Delivery[] conflicts =
        [
            own with { Type = "/shipment_leg#departed" },
            own with { CreatedAt = DateTimeOffset.UnixEpoch.AddTicks(10) },
            own with { OccurredAt = DateTimeOffset.UnixEpoch.AddTicks(10) },
            own with { CreatedAt = null },
            own with { Type = new string('x', 5000) },
        ];
        conflicts.Select(Fingerprint.Of).Append(Fingerprint.Of(own)).Distinct().Count().ShouldBe(conflicts.Length + 1);
        Fingerprint.Of(own with { CreatedAt = DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(2)) }).ShouldBe(Fingerprint.Of(own));
    }

    private static long Of(string body) => Fingerprint.Of(First with { Body = Encoding.UTF8.GetBytes(body) });
}
