using System.Globalization;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Wording;

/// <summary>Times in words: the place's, and a date alone where it stands for a date.</summary>
public sealed class PlaceTimeTests
{
    [Theory]
    // The local midnight that was told as 8 December 2026, 16:00 UTC.
    [InlineData("2026-12-09T00:00:00+08:00", null, "9 Dec 2026")]
    [InlineData("2026-12-08T16:00:00Z", "Asia/Shanghai", "9 Dec 2026")]
    [InlineData("2026-12-08T16:00:00Z", null, "8 Dec 2026, 16:00 UTC")]
    [InlineData("2026-12-09T12:00:00+14:00", null, "9 Dec 2026")]
    // A midnight and noon of UTC are written for a day without a place.
    [InlineData("2026-12-09T00:00:00Z", "America/Los_Angeles", "9 Dec 2026")]
    [InlineData("2026-12-09T12:00:00Z", "Pacific/Kiritimati", "9 Dec 2026")]
    [InlineData("2026-12-09", "America/Los_Angeles", "9 Dec 2026")]
    [InlineData("2026-03-01T13:30:00Z", "Europe/Amsterdam", "1 Mar 2026, 14:30 UTC+1")]
    [InlineData("2026-07-01T12:30:00Z", "Europe/Amsterdam", "1 Jul 2026, 14:30 UTC+2")]
    [InlineData("2026-07-01T12:30:59Z", "Asia/Kolkata", "1 Jul 2026, 18:00 UTC+5:30")]
    [InlineData("2026-07-01T12:30:00-03:00", "Asia/Kolkata", "1 Jul 2026, 12:30 UTC-3")]
    [InlineData("2026-07-01T12:30:00Z", "No/Where", "1 Jul 2026, 12:30 UTC")]
    [InlineData("0001-01-01T00:30:00Z", "America/Los_Angeles", "1 Jan 0001")]
    public void AtThePlace(string at, string? zone, string words) => Time(at, zone).ToString().ShouldBe(words);

    [Fact]
    public void WithThePlacesName() => Time("2026-03-01T13:30:00Z", "Europe/Amsterdam").In("Rotterdam").ShouldBe("1 Mar 2026, 14:30 in Rotterdam, UTC+1");

    [Theory]
    [InlineData("2026-03-01T00:00:00+01:00", "2026-03-06T00:00:00+01:00", "5 days later")]
    [InlineData("2026-03-06T00:00:00+01:00", "2026-03-05T15:00:00+01:00", "1 day earlier")]
    [InlineData("2026-03-06T00:00:00+01:00", "2026-03-06T15:00:00+01:00", null)]
    [InlineData("2026-03-06T14:00:00+01:00", "2026-03-06T15:30:00+01:00", "1.5 hours later")]
    [InlineData("2026-03-06T14:00:00+01:00", "2026-03-06T14:01:00+01:00", "1 minute later")]
    // The night in which the clocks change: days of the calendar, not of 24 hours.
    [InlineData("2026-03-28T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2 days later")]
    public void Since(string before, string now, string? words) => Time(now).Since(Time(before)).ShouldBe(words);

    private static PlaceTime Time(string at, string? zone = null) =>
        new(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), zone);
}
