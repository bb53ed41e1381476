using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Deployments;

/// <summary>Questions about a shipment's history.</summary>
internal static class History
{
    /// <summary>The ids of a shipment's events, as often as they are there, in the order of their versions.</summary>
    public static async Task<IReadOnlyList<string>> EventIds(this ServiceClient client, string shipment) =>
        [.. (await client.ReadAll($"/api/shipments/{shipment}/events")).OrderBy(row => row.GetProperty("version").GetInt64()).Select(row => row.At("eventId")!)];

    /// <summary>Checks that all these events are there once each, and that the versions run from 1 without a gap.</summary>
    public static async Task ShouldHaveOnce(this ServiceClient client, string shipment, IEnumerable<string> events)
    {
        var rows = await client.ReadAll($"/api/shipments/{shipment}/events");
        var ids = rows.Select(row => row.At("eventId")!).ToList();
        ids.ShouldBeUnique($"an event of {shipment} is there twice");
        events.Except(ids).ShouldBeEmpty($"acknowledged events of {shipment} are lost");
        rows.Select(row => row.GetProperty("version").GetInt64()).Order().ShouldBe(Enumerable.Range(1, rows.Count).Select(version => (long)version), $"versions of {shipment}");
        var shipmentNow = await client.Read($"/api/shipments/{shipment}");
        shipmentNow.ShouldNotBeNull().GetProperty("version").GetInt64().ShouldBe(rows.Count, $"the view of {shipment} folds its whole history");
    }
}
