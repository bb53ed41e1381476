using CsCheck;
using Grains.Domain.Shipments;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Histories;

/// <summary>The random world is worth its name: what the order tests are about really occurs in it.</summary>
public sealed class VarietyTests
{
    [Fact]
    public void RandomShipments_ReachEveryStatusAndEveryOddity()
    {
        var rules = new ShipmentRules(new());
        var fold = new Fold<ShipmentView>(rules, Stories.Shipment7001);
        var seen = new HashSet<string>();
        HistoryGen.OfShipment.Sample(
            history =>
            {
                var (state, announcements) = fold.Of(history);
                var view = rules.View(Stories.Shipment7001, state);
                seen.Add(view.Status);
                if (view.Milestones.Any(m => m.Late)) seen.Add("late");
                if (view.Legs.Any(l => l.DeletedAt is not null)) seen.Add("deleted leg");
                if (view.Legs.Any(l => l.Main) && view.Legs.Any(l => !l.Main && l.DeletedAt is null)) seen.Add("main and other legs");
                if (view.Containers.Any(c => c.Number is not null && c.Number != c.Id)) seen.Add("container with id and number");
                if (view.Disruptions.Any(d => d.Open)) seen.Add("open disruption");
                if (view.Disruptions.Any(d => !d.Open)) seen.Add("closed disruption");
                if (view.Disruptions.Any(d => !d.Open && d.Since > view.LastMilestoneAt)) seen.Add("disruption with an end of its own");
                if (view.Customs.Holds.Any(h => h.Open)) seen.Add("open hold");
                if (view.Customs.Holds.Any(h => !h.Open)) seen.Add("closed hold");
                if (view.Customs.Entries.Count > 1) seen.Add("customs entries");
                if (view.Containers.Any(c => c.LastFreeDay == "2026-01-01")) seen.Add("last free day");
                if (view.Containers.Any(c => c.LastFreeDay == "2025-12-31")) seen.Add("last free day in another zone");
                if (view.Containers.Any(c => c.Available.Actual is not null)) seen.Add("available container");
                if (view.Legs.Any(l => l.Vessel is not null && l.Delivery.AppointmentAt is not null)) seen.Add("vessel and appointment");
                if (announcements.Select(a => a.Thing).Distinct().Count() == 3) seen.Add("three announcements");
                if (announcements.Any(a => a.Revision > 1)) seen.Add("corrected twice");
                if (history.Select(d => d.CreatedAt).Distinct().Count() < history.Length) seen.Add("stamps tie");
                if (announcements.Any(a => a.Thing == "milestone:arrived") && view.Actuals.Arrival is null) seen.Add("arrival taken back");
            },
            iter: 4_000,
            threads: 1);

        seen.ShouldBe(
            [
                "none", "booked", "cargo_ready", "departed", "arrived", "customs_cleared", "delivered", "late", "deleted leg", "main and other legs",
                "container with id and number", "open disruption", "closed disruption", "three announcements", "corrected twice", "stamps tie", "arrival taken back",
                "disruption with an end of its own", "open hold", "closed hold", "customs entries", "last free day", "last free day in another zone",
                "available container", "vessel and appointment",
            ],
            ignoreOrder: true);
    }
}
