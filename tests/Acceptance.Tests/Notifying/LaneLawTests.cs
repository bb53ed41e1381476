namespace Acceptance.Tests.Notifying;

/// <summary>What <see cref="LaneLaw"/> finds, by small examples: one shipment that departed at 8, was corrected to 9 and to 10, which holds; that it arrived was withdrawn before anybody was told.</summary>
public sealed class LaneLawTests
{
    private static readonly DateTimeOffset Eight = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Lane Departed = new("1", "milestone:departed");
    private static readonly Lane Arrived = new("1", "milestone:arrived");
    private static readonly Heard First = Message(Departed, 0, Eight, null);
    private static readonly Heard Third = Message(Departed, 2, Eight.AddHours(2), 0);

    [Fact]
    public void WhatWaitedMayBePassedOver() => Judge([First, Third]).ShouldBe(0);

    [Fact]
    public void WhatSaysTheSameToTheMinute_Holds() => Judge([Message(Departed, 1, Eight.AddHours(2).AddSeconds(30), null)]).ShouldBe(0);

    [Fact]
    public void TheSameIdAgain_IsCounted() => Judge([First, First, Third]).ShouldBe(1);

    [Fact]
    public void OneLaneToldAndAnotherThatHoldsNot_IsWrong() => Should.Throw<ShouldAssertException>(() => LaneLaw.ShouldHold([First, Third], Announced(), Holds(arrived: Eight), mayRepeat: 0));

    [Fact]
    public void AnEarlierRevisionAfterALaterOne_IsWrong() => ShouldBeWrong([Message(Departed, 2, Eight.AddHours(2), null), First]);

    [Fact]
    public void ALastMessageThatDoesNotHold_IsWrong() => ShouldBeWrong([First, Message(Departed, 1, Eight.AddHours(1), 0)]);

    [Fact]
    public void AWithdrawalOfWhatHolds_IsWrong() => ShouldBeWrong([First, Third with { At = null }]);

    [Fact]
    public void ARevisionThatWasNotAnnounced_IsWrong() => ShouldBeWrong([First, Message(Departed, 3, Eight.AddHours(2), 0)]);

    [Fact]
    public void AThingThatWasNotAnnounced_IsWrong() => ShouldBeWrong([First, Third, Message(new Lane("2", "milestone:departed"), 0, Eight, null)]);

    [Fact]
    public void WhatHoldsAndWasNotTold_IsWrong() => ShouldBeWrong([]);

    [Fact]
    public void ACorrectionThatDoesNotSayWhatWasTold_IsWrong() => ShouldBeWrong([First, Third with { Told = null }]);

    [Fact]
    public void ACorrectionOfWhatWasNotTold_IsWrongEvenAfterAKill() =>
        Should.Throw<ShouldAssertException>(() => LaneLaw.ShouldHold([First, Third with { Told = 1 }], Announced(), Holds(null), mayRepeat: 9));

    [Fact]
    public void TwoIdsOfOneLane_AreWrong() => ShouldBeWrong([First, Third with { Id = Third.Id.Replace('1', 'f') }]);

    private static void ShouldBeWrong(IReadOnlyList<Heard> heard) => Should.Throw<ShouldAssertException>(() => Judge(heard));

    private static int Judge(IReadOnlyList<Heard> heard) => LaneLaw.ShouldHold(heard, Announced(), Holds(null), mayRepeat: 0);

    private static Dictionary<Lane, IReadOnlySet<int>> Announced() => new() { [Departed] = new HashSet<int> { 0, 1, 2 }, [Arrived] = new HashSet<int> { 0, 1 } };

    private static Dictionary<Lane, DateTimeOffset?> Holds(DateTimeOffset? arrived) => new() { [Departed] = Eight.AddHours(2), [Arrived] = arrived };

    private static Heard Message(Lane lane, int revision, DateTimeOffset at, int? told) => new($"ntf_{new string('1', 32)}_{revision}", lane, revision, at, told);
}
