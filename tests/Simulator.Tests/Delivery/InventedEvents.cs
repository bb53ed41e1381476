using System.Globalization;
using System.Text;
using Simulator.Worlds;

namespace Simulator.Tests.Delivery;

/// <summary>Events by number, one hour apart.</summary>
internal static class InventedEvents
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<WorldEvent> Make(int count) => [.. Enumerable.Range(0, count).Select(One)];

    private static WorldEvent One(int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var at = Start.AddHours(number);
        return new WorldEvent(id, "shipment.milestone", "shipments/" + id, at, at, Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\"}}"));
    }
}
