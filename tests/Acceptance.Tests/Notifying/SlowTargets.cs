using System.Net.Http.Json;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Notifying;

/// <summary>
/// Targets that hang, dawdle or ask for time stand beside 200 healthy ones: these hear everything while those still hang, and nobody is called in their place. No time limits: it is counted who was told.
/// </summary>
public sealed class SlowTargets : IAsyncLifetime
{
    private const int Healthy = 200;
    private const int MailContacts = 50;
    private const int ContactsOfOne = 20;
    private const string Secret = "whsec_c2xvdy10YXJnZXRzLXNlY3JldC1vZi0zMi1ieXRlcyE=";
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Stack<IAsyncDisposable> owned = new();
    private RecordingWebhook healthy = null!;
    private RecordingWebhook hanging = null!;
    private RecordingWebhook dawdling = null!;
    private RecordingWebhook throttling = null!;
    private MailServer mail = null!;
    private ServiceProcess service = null!;

    public async ValueTask InitializeAsync()
    {
        var store = Own(await Store.Create(Engine.Postgres));
        healthy = Own(await RecordingWebhook.Start());
        hanging = Own(await RecordingWebhook.Start());
        dawdling = Own(await RecordingWebhook.Start());
        throttling = Own(await RecordingWebhook.Start());
        // Takes every connection, and says nothing.
        mail = Own(MailServer.Start(static command => command.Length == 0 ? MailServer.Silence : null));
        hanging.Hang();
        dawdling.AnswerAfter(TimeSpan.FromSeconds(9));
        throttling.Throttle(Asked);
        service = Own(await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings)
        {
            More = new Dictionary<string, string>
            {
                ["Flexport__Notifications__AllowedNetworks__0"] = "127.0.0.0/8",
                ["Flexport__Notifications__Email__Host"] = "127.0.0.1",
                ["Flexport__Notifications__Email__Port"] = mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Flexport__Notifications__Email__Security"] = "None",
                ["Flexport__Notifications__Email__From"] = "freight@example.com",
            },
        }));
    }

    public async ValueTask DisposeAsync()
    {
        while (owned.TryPop(out var one)) await one.DisposeAsync();
    }

    [Fact]
    public async Task CostTheOthersNothing()
    {
        await Subscribe();

        await Deliver("early", 20);
        await HealthyHaveHeard("early", 20);

        // A minute later somebody is called in place of each that hangs: then it would have been the healthy ones' turn as well.
        await Eventually.Reads(Backups, static names => names.Contains("hanging#backup") && names.Any(static name => name.StartsWith("mail-", StringComparison.Ordinal)));
        await Deliver("late", 10);
        await HealthyHaveHeard("late", 10);

        hanging.Accepted.ShouldBeEmpty();
        hanging.Attempts.ShouldNotBeEmpty();
        mail.Mails.ShouldBeEmpty();
        throttling.Accepted.ShouldBeEmpty();
        throttling.Attempts.ShouldNotBeEmpty();
        ShouldHaveWaitedAsAsked();
        (await Backups()).Where(static name => name.StartsWith("healthy-", StringComparison.Ordinal)).ShouldBeEmpty();
        (await service.Client.ReadAll("/api/notifications?state=failed")).ShouldBeEmpty();
        // Slow is not broken: what it took in its time has arrived.
        dawdling.Accepted.ShouldNotBeEmpty();
        Tell();
    }

    private async Task Subscribe()
    {
        await Put("stakeholders/night", new { name = "Night", contacts = new[] { new { id = "seen", channel = "record" } } });
        await Put("stakeholders/slow", new { name = "Slow", contacts = new[] { Hook("hanging", hanging.Url), Hook("dawdling", dawdling.Url), Hook("throttling", throttling.Url) } });
        foreach (var id in new[] { "hanging", "dawdling", "throttling" }) await Subscribe("slow", id);
        foreach (var part in Enumerable.Range(0, MailContacts).Chunk(ContactsOfOne))
        {
            await Put($"stakeholders/mails-{part[0]}", new { name = "Mails", contacts = part.Select(static n => new { id = $"mail-{n}", channel = "email", address = $"desk-{n}@example.com" }) });
            foreach (var n in part) await Subscribe($"mails-{part[0]}", $"mail-{n}");
        }

        foreach (var part in Enumerable.Range(0, Healthy).Chunk(ContactsOfOne))
        {
            await Put($"stakeholders/desks-{part[0]}", new { name = "Desks", contacts = part.Select(n => Hook($"healthy-{n}", new Uri($"{healthy.Url}/{n}"))) });
            foreach (var n in part) await Subscribe($"desks-{part[0]}", $"healthy-{n}");
        }

        static object Hook(string id, Uri url) => new { id, channel = "webhook", url, secret = Secret };
    }

    private Task Subscribe(string stakeholder, string contact) => Put(
        $"subscriptions/{contact}", new { stakeholder, contact, topics = new[] { "milestone:departed" }, backup = new { stakeholder = "night", contact = "seen", afterMinutes = 1 } });

    private async Task Deliver(string name, int shipments)
    {
        for (var n = 0; n < shipments; n++) (await service.Client.Deliver(DialectA.Milestone($"{name}-{n}-e", $"{name}-{n}", "departed", Begin))).Status.ShouldBe(200);
    }

    private Task<int> HealthyHaveHeard(string name, int shipments) => Eventually.Reads(
        () => Task.FromResult(healthy.Accepted.Where(message => message.Entity.StartsWith(name, StringComparison.Ordinal)).Select(static message => (message.Path, message.Entity)).Distinct().Count()),
        told => told == Healthy * shipments,
        $"{Healthy} healthy contacts are told of {shipments} shipments");

    /// <summary>Subscriptions with <c>#backup</c> of which somebody else was told.</summary>
    private async Task<IReadOnlySet<string>> Backups() =>
        (await service.Client.ReadAll("/api/notifications?state=sent&shipment=early-0")).Concat(await service.Client.ReadAll("/api/notifications?state=sent&shipment=early-19"))
            .Select(static row => row.At("subscription")!).Where(static name => name.EndsWith("#backup", StringComparison.Ordinal)).ToHashSet();

    private void ShouldHaveWaitedAsAsked()
    {
        var calls = throttling.Attempts.OrderBy(static call => call.At).ToList();
        foreach (var (call, next) in calls.Zip(calls.Skip(1))) (next.At - call.At).ShouldBeGreaterThan(Asked - TimeSpan.FromSeconds(1));
    }

    private void Tell()
    {
        var waits = healthy.Accepted.Select(static message => (message.At - message.Body.GetProperty("timestamp").GetDateTimeOffset()).TotalMilliseconds).Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{waits.Count} messages to healthy targets; from commit to receipt p50 {waits[waits.Count / 2]:0} ms, p99 {waits[waits.Count * 99 / 100]:0} ms, longest {waits[^1]:0} ms; "
            + $"meanwhile {hanging.Attempts.Count} calls hung, {dawdling.Accepted.Count} were answered after 9 s, {throttling.Attempts.Count} were asked to wait");
    }

    private async Task Put(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/{path}") { Content = JsonContent.Create(body) };
        using var response = await service.Client.Send(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    private T Own<T>(T one)
        where T : IAsyncDisposable
    {
        owned.Push(one);
        return one;
    }
}
