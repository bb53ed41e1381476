using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Subscribing;

/// <summary>A stakeholder is made, subscribes, hears what they asked for and nothing else, and is gone again: over HTTP, as somebody would.</summary>
public abstract class Subscribing(Deployment deployment) : IAsyncLifetime
{
    private const string Secret = "whsec_dGhlLWRlc2tzLXNlY3JldC1vZi0zMi1ieXRlcy1sb25n";
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly string run = Guid.NewGuid().ToString("N")[..12];
    private RecordingWebhook desk = null!;

    private ServiceClient Client => deployment.Client;

    public async ValueTask InitializeAsync() => desk = await RecordingWebhook.Start();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task WhoSubscribes_HearsWhatTheyAskedFor_Signed_UntilTheyDoNotAnyMore()
    {
        (await Put($"stakeholders/desk-{run}", new { name = "Desk", contacts = new[] { new { id = "hook", channel = "webhook", url = desk.Url, secret = Secret } } })).ShouldBe(HttpStatusCode.Created);
        (await Post($"stakeholders/desk-{run}/contacts/hook/test")).At("sent").ShouldBe("true");
        desk.Accepted.ShouldHaveSingleItem().Body.At("class").ShouldBe("test");
        var mine = $"{run}-mine";
        (await Put($"subscriptions/mine-{run}", new
        {
            stakeholder = $"desk-{run}", contact = "hook", topics = new[] { "milestone:arrived", "estimate" }, filter = new { shipments = new[] { mine } }, estimateThresholdHours = 12,
        })).ShouldBe(HttpStatusCode.Created);
        (await Put($"subscriptions/mine-{run}", new { stakeholder = $"desk-{run}", contact = "fax", topics = new[] { "weather" } })).ShouldBe(HttpStatusCode.BadRequest);
        Encoding.UTF8.GetString((await Client.ReadBytes("/api/stakeholders"))!).ShouldNotContain(Secret);

        foreach (var id in new[] { mine, $"{run}-other" })
        {
            for (var i = 0; i < 20; i++) await Deliver(DialectA.EstimatedArrival($"{id}-eta-{i}", id, Begin.AddDays(20).AddHours(i % 2 * 2), Begin.AddHours(i)));
            await Deliver(DialectA.EstimatedArrival($"{id}-slip", id, Begin.AddDays(22), Begin.AddHours(30)));
            await Deliver(DialectA.Milestone($"{id}-departed", id, "departed", Begin.AddHours(40)));
            await Deliver(DialectA.Milestone($"{id}-arrived", id, "arrived", Begin.AddDays(21)));
        }

        await UntilSent($"{run}-other", "milestone:arrived");
        await Eventually.Holds(() => desk.Accepted.Count >= 3);
        var heard = desk.Accepted.Skip(1).ToList();
        heard.Select(message => $"{message.Entity} {message.Body.At("thing")}").ShouldBe([$"{mine} estimate:arrival", $"{mine} milestone:arrived"], ignoreOrder: true);
        foreach (var message in heard) message.Signature.ShouldBe(Signature(message));
        heard[0].Body.GetProperty("about").GetProperty("shipments").EnumerateArray().Single().GetString().ShouldBe(mine);

        (await Delete($"stakeholders/desk-{run}")).ShouldBe(HttpStatusCode.Conflict);
        (await Delete($"subscriptions/mine-{run}")).ShouldBe(HttpStatusCode.NoContent);
        (await Delete($"stakeholders/desk-{run}")).ShouldBe(HttpStatusCode.NoContent);
        await Deliver(DialectA.Milestone($"{mine}-arrived-2", mine, "arrived", Begin.AddDays(21).AddHours(3)));
        await Deliver(DialectA.Milestone($"{run}-last", $"{run}-last", "arrived", Begin));
        await UntilSent($"{run}-last", "milestone:arrived");
        desk.Accepted.Count.ShouldBe(3);
    }

    [Fact]
    public async Task WhatHasFailedForGood_IsHeardByTheBackupAtOnce()
    {
        desk.Fail(410);
        await Put($"stakeholders/day-{run}", new { name = "Day", contacts = new[] { new { id = "hook", channel = "webhook", url = desk.Url, secret = Secret } } });
        await Put($"stakeholders/night-{run}", new { name = "Night", contacts = new[] { new { id = "seen", channel = "record" } } });
        var id = $"{run}-late";
        (await Put($"subscriptions/late-{run}", new
        {
            stakeholder = $"day-{run}", contact = "hook", topics = new[] { "all" }, filter = new { shipments = new[] { id } },
            backup = new { stakeholder = $"night-{run}", contact = "seen", afterMinutes = 1 },
        })).ShouldBe(HttpStatusCode.Created);

        await Deliver(DialectA.Milestone($"{id}-e", id, "departed", Begin));

        var all = await Eventually.Reads(
            () => Client.ReadAll($"/api/notifications?shipment={id}"), rows => rows.Any(row => row.At("subscription") == $"late-{run}#backup" && row.At("state") == "sent"));
        all.Single(row => row.At("subscription") == $"late-{run}").At("state").ShouldBe("failed");
        await Delete($"subscriptions/late-{run}");
    }

    private async Task<HttpStatusCode> Put(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/{path}") { Content = JsonContent.Create(body) };
        using var response = await Client.Send(request);
        return response.StatusCode;
    }

    private async Task<JsonElement> Post(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{path}");
        using var response = await Client.Send(request);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpStatusCode> Delete(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/{path}");
        using var response = await Client.Send(request);
        return response.StatusCode;
    }

    private async Task Deliver(byte[] body) => (await Client.Deliver(body)).Status.ShouldBe(200);

    /// <summary>By the stakeholder of the configuration it is seen that the service has come so far.</summary>
    private Task<IReadOnlyList<JsonElement>> UntilSent(string id, string thing) => Eventually.Reads(
        () => Client.ReadAll($"/api/notifications?shipment={id}"), rows => rows.Any(row => row.At("thing") == thing && row.At("state") == "sent"));

    private static string Signature(ReceivedMessage message)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}."), .. message.Bytes];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed));
    }
}

[Collection(Shared.Sqlite)]
public sealed class Subscribing_OnSqlite(SqliteDeployment deployment) : Subscribing(deployment);

[Collection(Shared.Cluster)]
public sealed class Subscribing_OnACluster(ClusterDeployment deployment) : Subscribing(deployment);
