using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Tests.Journal;

public sealed class FingerprintTests
{
    private static readonly Delivery First = new(
        new EventId("7"), "/shipment_leg#arrived", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "test", [1]);

    [Fact]
    public void ARepeat_ReceivedLaterInOtherBytesUnderAnotherSecret_HasTheSame() =>
        Fingerprint.Of(First with { ReceivedAt = DateTimeOffset.UnixEpoch.AddDays(1), Body = [2], Secret = "new" }).ShouldBe(Fingerprint.Of(First));

    [Fact]
    public void TheSameInstantInAnotherZone_IsTheSameTime() =>
        Fingerprint.Of(First with { CreatedAt = DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(2)) }).ShouldBe(Fingerprint.Of(First));

    [Fact]
    public void AnotherTypeOrAnotherTime_HasAnother()
    {
        Delivery[] conflicts =
        [
            First with { Type = "/shipment_leg#departed" },
            First with { CreatedAt = DateTimeOffset.UnixEpoch.AddTicks(10) },
            First with { OccurredAt = DateTimeOffset.UnixEpoch.AddTicks(10) },
            First with { CreatedAt = null },
            First with { Type = new string('x', 5000) },
        ];
        conflicts.Select(Fingerprint.Of).Append(Fingerprint.Of(First)).Distinct().Count().ShouldBe(conflicts.Length + 1);
    }
}
