using Flexport.Webhooks.Signatures;
using Simulator.Delivery;

namespace Simulator.Tests.Delivery;

public sealed class PaceAndSigningTests
{
    private static readonly WebhookSecret Old = WebhookSecret.FromText("old", "tide-table-1");
    private static readonly WebhookSecret New = WebhookSecret.FromText("new", "tide-table-2");

    [Fact]
    public void Rate_IsEvenlySpread()
    {
        var due = new Pace.AtRate(200).For(InventedEvents.Make(3)).ShouldNotBeNull();
        due(0).ShouldBe(TimeSpan.Zero);
        due(1).ShouldBe(TimeSpan.FromMilliseconds(5));
        due(400).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void NoRate_WaitsForNothing() => new Pace.AtRate(0).For(InventedEvents.Make(3)).ShouldBeNull();

    [Fact]
    public void Clock_RunsFaster_AndKeepsTheWorldsRhythmWhateverTheOrder()
    {
        // Recorded at 8, 9 and 10 o'clock; delivered the other way round.
        var due = new Pace.WithClock(3600).For([.. InventedEvents.Make(3).Reverse()]).ShouldNotBeNull();
        due(0).ShouldBe(TimeSpan.Zero);
        due(1).ShouldBe(TimeSpan.FromSeconds(1));
        due(2).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(0, "old")]
    [InlineData(49, "old")]
    [InlineData(50, "new")]
    [InlineData(99, "new")]
    public void TheNextSecret_SignsAfterItsShareOfDeliveries(int place, string label)
    {
        var signature = new Signing(Old, New, 0.5).Sign("{}"u8.ToArray(), place, 100);
        var verdict = SignatureVerifier.Verify("{}"u8, new SignatureHeaders([signature], []), [Old, New], allowSha1: false);
        verdict.SecretLabel.ShouldBe(label);
    }

    [Fact]
    public void WithoutANextSecret_TheFirstSignsAll() =>
        new Signing(Old, null, 0).Sign("{}"u8.ToArray(), 99, 100).ShouldBe(SignatureWriter.Sign("{}"u8, Old));

    [Theory]
    [InlineData(1, 0, 50)]
    [InlineData(1, 1, 100)]
    [InlineData(2, 1, 200)]
    [InlineData(4, 1, 800)]
    [InlineData(5, 1, 1000)]
    [InlineData(1000, 1, 1000)]
    public void Backoff_DoublesUpToItsLimit(int failures, double dice, int milliseconds) =>
        new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)).After(failures, dice).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void Latencies_AreToldWithinThreePercent()
    {
        var latencies = new Latencies();
        latencies.Quantile(0.5).ShouldBeNull();
        for (var milliseconds = 1; milliseconds <= 1000; milliseconds++) latencies.Add(TimeSpan.FromMilliseconds(milliseconds));
        latencies.Quantile(0.5)!.Value.TotalMilliseconds.ShouldBeInRange(485, 500);
        latencies.Quantile(0.99)!.Value.TotalMilliseconds.ShouldBeInRange(960, 990);
        latencies.Quantile(0)!.Value.TotalMilliseconds.ShouldBeInRange(0.97, 1);
    }
}
