using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Tests.Voyages;

/// <summary>Contract §6, "Customs, disruptions, corrections": what ends a hold and a disruption, and where the cargo is seen.</summary>
public sealed class CustomsAndDisruptions
{
    private const string Departed = "departed";
    private const string Delivered = "delivered";
    private const string Released = "customs_cleared";

    [Theory]
    [InlineData(true, null, 0, true)]
    [InlineData(true, Departed, 6, false)]
    [InlineData(true, Departed, 5, false)]
    [InlineData(true, Released, 6, false)]
    [InlineData(true, Delivered, 6, false)]
    [InlineData(false, null, 0, true)]
    [InlineData(false, Departed, 6, true)]
    [InlineData(false, Released, 6, false)]
    [InlineData(false, Released, 4, true)]
    [InlineData(false, Delivered, 6, false)]
    public void AHoldOfTheFifthDay_IsOpen(bool isExport, string? milestone, double day, bool isOpen)
    {
        var told = new Telling("ocean").Hold(5, isExport);
        if (milestone is not null) told.Reach(milestone, day);
        var hold = told.Whole["customs"]!["holds"]![0]!;
        ((bool)hold["open"]!).ShouldBe(isOpen);
        ((string?)told.Whole["customs"]!["status"] == "hold").ShouldBe(isOpen);
    }

    [Theory]
    [InlineData(true, Departed)]
    [InlineData(false, Delivered)]
    public void AHoldThatIsSaidToBegin_AfterWhatEndsIt_IsLeftOpenByTheContract(bool isExport, string milestone)
    {
        var customs = new Telling("ocean").Hold(5, isExport).Reach(milestone, 4).Whole["customs"]!.AsObject();
        (customs["holds"]![0]!.AsObject().ContainsKey("open"), customs.ContainsKey("status")).ShouldBe((false, false));
    }

    [Theory]
    [InlineData("", false, null)]
    [InlineData("", true, "cleared")]
    [InlineData("pending", true, "pending")]
    [InlineData("cleared pending", true, "pending")]
    [InlineData("cleared released", false, "cleared")]
    [InlineData("cleared customs_hold", true, "hold")]
    public void TheReleaseOfOneEntry_DoesNotClearTheOthers(string entries, bool isReleased, string? status)
    {
        var told = new Telling("ocean");
        foreach (var (entry, place) in entries.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((entry, place) => (entry, place))) told.Entry($"e{place}", entry);
        if (isReleased) told.Reach(Released, 6);
        ((string?)told.Whole["customs"]!["status"]).ShouldBe(status);
    }

    [Theory]
    [InlineData(4d, null, true)]
    [InlineData(5d, null, false)]
    [InlineData(6d, null, false)]
    [InlineData(null, 4d, true)]
    [InlineData(null, 5d, false)]
    [InlineData(null, null, true)]
    public void ADisruptionOfTheFifthDay_IsOpen_UntilTheGoodsMoveOrItIsClosed_NotBefore(double? departed, double? resolved, bool isOpen)
    {
        var told = new Telling("ocean").Disrupt(5, resolved);
        if (departed is { } day) told.Reach(Departed, day);
        ((bool)told.Whole["disruptions"]![0]!["open"]!).ShouldBe(isOpen);
    }

    [Fact]
    public void ACustomsRelease_DoesNotMoveTheCargo()
    {
        var (port, customs) = (Places.LoadingPorts[0], Places.UnloadingPorts[0]);
        var told = new Telling("ocean").Reach(Departed, 3, port).Reach(Released, 5, customs);
        Place(told.Whole).ShouldBe(port.Name);
        ((string?)told.Whole["lastMilestone"]).ShouldBe(Released);
        told.Reach("arrived", 9, customs);
        Place(told.Whole).ShouldBe(customs.Name);

        static string? Place(JsonObject state) => (string?)state["currentLocation"]?["name"];
    }
}
