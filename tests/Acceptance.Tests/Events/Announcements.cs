using System.Security.Cryptography;
using System.Text;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Events;

/// <summary>Departed, arrived and delivered are told once, however often, in whatever order and over however many connections they come.</summary>
public abstract class Announcements(Deployment deployment)
{
    private const int Repeats = 5;
    private const int Connections = 10;
    private const int Shipments = 20;
    private static readonly string[] Transit = ["departed", "arrived", "delivered"];
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly string run = Guid.NewGuid().ToString("N")[..12];

    private ServiceClient Client => deployment.Client;

    [Fact]
    public async Task AMilestoneOfAShipment_IsToldOnce()
    {
        var shipments = Transit.SelectMany(milestone => Enumerable.Range(0, Shipments).Select(n => (Id: $"{run}-{milestone}-{n}", Milestone: milestone))).ToList();
        await DeliverShuffled([.. shipments.Select(one => DialectA.Milestone($"{one.Id}-e", one.Id, one.Milestone, Begin))]);

        await UntilToldOf(shipments.Select(one => one.Id));
        foreach (var (id, milestone) in shipments)
        {
            var message = Told(id).ShouldHaveSingleItem($"messages about {id}");
            message.Milestone.ShouldBe(milestone);
            message.Body.At("source").ShouldBe("default");
            message.Body.At("thing").ShouldBe($"milestone:{milestone}");
            message.Body.At("occurredAt").ShouldBe(DialectA.Text(Begin));
            message.Body.At("revision").ShouldBe("0");
            message.Signature.ShouldBe(StandardSignature(message));
        }

        shipments.SelectMany(one => Told(one.Id)).Select(message => message.Id).ShouldBeUnique("idempotency keys");
    }

    [Fact]
    public async Task AShipmentsMilestones_AreToldUnlessALaterOneWasKnown()
    {
        var shipments = Enumerable.Range(0, Shipments).Select(n => $"{run}-all-{n}").ToList();
        await DeliverShuffled([.. shipments.SelectMany(id => Transit.Select((milestone, rank) => DialectA.Milestone($"{id}-{milestone}", id, milestone, Begin.AddDays(rank))))]);

        await UntilToldOf(shipments);
        foreach (var id in shipments)
        {
            // The order in which they became known is that of the versions; late is what a later one preceded.
            var known = (await Client.EventIds(id)).Select(eventId => eventId[(id.Length + 1)..]).ToList();
            known.Order().ShouldBe(Transit.Order());
            var onTime = known.Where((milestone, at) => known.Take(at).All(before => Rank(before) < Rank(milestone))).ToList();

            Told(id).Select(message => message.Milestone!).ShouldBe(onTime, ignoreOrder: true, $"known in the order {string.Join(", ", known)}");
            (await AnnouncedOf(id)).ShouldBe(onTime.Select(milestone => $"milestone:{milestone}"), ignoreOrder: true);
            var now = (await Client.Read($"/api/shipments/{id}")).ShouldNotBeNull();
            now.At("status").ShouldBe("delivered");
            now.GetProperty("milestones").EnumerateArray().Where(milestone => milestone.At("late") == "false").Select(milestone => milestone.At("milestone"))
                .ShouldBe(onTime, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task AStakeholderWhoFailsAndThenListens_HearsItUnderTheSameKey()
    {
        var id = $"{run}-failing";
        deployment.Stakeholder.Fail(500);
        try
        {
            (await Client.Deliver(DialectA.Milestone($"{id}-e", id, "departed", Begin))).Status.ShouldBe(200);
            await Eventually.Holds(() => deployment.Stakeholder.Attempts.Any(attempt => attempt.Entity == id));
        }
        finally
        {
            deployment.Stakeholder.Succeed();
        }

        await UntilToldOf([id]);
        deployment.Stakeholder.Attempts.Where(attempt => attempt.Entity == id).Select(attempt => attempt.Id).Distinct().ShouldHaveSingleItem();
        Told(id).ShouldHaveSingleItem();
    }

    private static int Rank(string milestone) => Array.IndexOf(Transit, milestone);

    private IReadOnlyList<ReceivedMessage> Told(string id) => [.. deployment.Stakeholder.Accepted.Where(message => message.Entity == id)];

    private async Task<IReadOnlyList<string>> AnnouncedOf(string id) =>
        [.. (await Client.ReadAll($"/api/announcements?shipment={id}")).Select(announcement => announcement.At("thing")!)];

    // By the service's own word: nothing about these is pending, so nothing more is to come.
    private async Task UntilToldOf(IEnumerable<string> shipments)
    {
        foreach (var id in shipments)
        {
            await Eventually.Reads(
                () => Client.ReadAll($"/api/announcements?shipment={id}"),
                announced => announced.Count > 0 && announced.All(one =>
                    one.GetProperty("notifications").EnumerateArray().Any(notification => notification.At("channel") == "webhook")
                    && one.GetProperty("notifications").EnumerateArray().All(notification => notification.At("state") == "sent")));
        }
    }

    private async Task DeliverShuffled(IReadOnlyList<byte[]> bodies)
    {
        var deliveries = Enumerable.Repeat(bodies, Repeats).SelectMany(same => same).ToArray();
        new Random(20310502).Shuffle(deliveries);
        var statuses = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            using var sender = new ServiceClient(deployment.Front.Url, Client.Secret, apiKey: null);
            var answers = new List<int>();
            for (var i = connection; i < deliveries.Length; i += Connections) answers.Add((await sender.Deliver(deliveries[i])).Status);
            return answers;
        }));
        statuses.SelectMany(answers => answers).Distinct().ShouldBe([200]);
    }

    private string StandardSignature(ReceivedMessage message)
    {
        const string prefix = "whsec_";
        var key = Convert.FromBase64String(deployment.OutgoingSecret[prefix.Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}."), .. message.Bytes];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}

[Collection(Shared.Sqlite)]
public sealed class Announcements_OnSqlite(SqliteDeployment deployment) : Announcements(deployment);

[Collection(Shared.Postgres)]
public sealed class Announcements_OnPostgres(PostgresDeployment deployment) : Announcements(deployment);

[Collection(Shared.Cluster)]
public sealed class Announcements_OnACluster(ClusterDeployment deployment) : Announcements(deployment);
