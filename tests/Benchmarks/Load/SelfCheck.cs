using System.Globalization;
using TestKit.Services;

namespace Benchmarks.Load;

/// <summary>Looks whether the store has what was acknowledged: a figure of lost events is worth nothing.</summary>
internal static class SelfCheck
{
    /// <returns>Whether each acknowledged event is in its shipment's history exactly once, and nothing that was not sent.</returns>
    public static async Task<bool> Holds(ServiceClient client, Traffic traffic, int[] statuses)
    {
        var acknowledged = 0;
        var stored = 0;
        var wrong = 0;
        foreach (var shipment in Enumerable.Range(0, statuses.Length).GroupBy(traffic.ShipmentOf))
        {
            var history = (await client.ReadAll($"/api/shipments/{shipment.Key}/events")).CountBy(row => row.GetProperty("eventId").GetString()!).ToDictionary();
            stored += history.Values.Sum();
            foreach (var n in shipment)
            {
                var times = history.GetValueOrDefault(traffic.EventIdOf(n));
                history.Remove(traffic.EventIdOf(n));
                if (statuses[n] == 200) acknowledged++;
                // Without an answer it may have been committed all the same; never twice.
                if (times > 1 || (statuses[n] == 200 && times == 0)) wrong++;
            }

            wrong += history.Count;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"self-check: {acknowledged:N0} acknowledged, {stored:N0} in the store, {wrong:N0} wrong"));
        return wrong == 0;
    }
}
