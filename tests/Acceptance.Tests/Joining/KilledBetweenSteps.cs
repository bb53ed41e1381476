using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Joining;

/// <summary>
/// Bookings, documents and containers before, between and after the shipment that names them, and invoices for several shipments: in all
/// orders, the process killed right after each step, while relays are under way. All is joined in the end, once.
/// </summary>
public sealed class KilledBetweenSteps
{
    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    // Since the last answer, whatever has been done by then: on the way to the first commit of a relay, and in the midst of many.
    private static readonly int[] MillisecondsToLive = [0, 4, 12, 35, 80, 0];

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory, MemberData(nameof(Engines))]
    public async Task JoinedOnce(Engine engine)
    {
        await using var store = await Store.Create(engine);
        var settings = new ServiceSettings("Silo", store.Settings);
        var stories = new List<(Story Story, int[] Order)>();
        for (var round = 0; round < 2; round++)
        {
            foreach (var order in Orders) stories.AddRange(Story.All($"r{round}o{string.Concat(order)}").Select(story => (story, order)));
        }

        var kills = 0;
        for (var round = 0; round < 2; round++)
        {
            for (var step = 0; step < 3; step++)
            {
                await using var service = await ServiceProcess.Start(settings);
                var due = stories.Where(told => told.Story.Name.StartsWith($"r{round}", StringComparison.Ordinal)).Select(told => told.Story.Deliveries[told.Order[step]]);
                await Task.WhenAll(due.Select(body => service.Client.DeliverUntilAccepted(body)));
                await Task.Delay(MillisecondsToLive[kills++], TestContext.Current.CancellationToken);
                await service.Kill();
            }
        }

        await using var last = await ServiceProcess.Start(settings);
        foreach (var (story, _) in stories) await ShouldBeJoined(last.Client, story);

        // Flexport repeats itself: nothing changes.
        foreach (var (story, _) in stories)
        {
            foreach (var body in story.Deliveries) (await last.Client.Deliver(body)).Outcome.ShouldBe("duplicate", story.Name);
        }

        foreach (var (story, _) in stories) await ShouldBeJoined(last.Client, story);
        (await last.Client.ReadAll("/api/dead-letters?open=true")).ShouldBeEmpty();
    }

    private static async Task ShouldBeJoined(ServiceClient client, Story story)
    {
        foreach (var (shipment, places) in story.Shipments)
        {
            await Eventually.Reads(() => client.Read($"/api/shipments/{shipment}"), view => view is { } there && there.GetProperty("version").GetInt64() >= places.Length && story.Joined(there), $"{shipment} is joined");
            var ids = await client.EventIds(shipment);
            ids.Order(StringComparer.Ordinal).ShouldBe(places.Select(story.EventId), $"each event of {shipment}, once");
            await client.ShouldHaveOnce(shipment, places.Select(story.EventId));
        }
    }
}
