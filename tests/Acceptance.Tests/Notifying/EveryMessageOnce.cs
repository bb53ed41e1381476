using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acceptance.Tests.Deployments;
using Acceptance.Tests.Simulated;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Notifying;

/// <summary>
/// A world of shipments, a fifth of its events delivered more than once and all in any order; a stakeholder who hears by webhook and by e-mail.
/// What they receive is what follows from the journals: each message once, signed, under an id of its own. Where processes are killed between sending and
/// writing down, a message may come again, under the same id and with the same bytes; how often is counted.
/// </summary>
public abstract class EveryMessageOnce(int shipments, int events, int kills) : IAsyncLifetime
{
    private const string LastOfAll = "last-of-all";
    private readonly string[] world = ["--shipments", Text(shipments), "--events", Text(events), "--seed", "70411", "--dialect-a", "0.7"];

    private const string FormerSecret = "the-former-secret";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Flexport__Notifications__Webhook__PreviousSecret"] = FormerSecret,
        // Long for a receiver that answers at once: a message that it took is not sent again.
        ["Flexport__Notifications__Webhook__Timeout"] = "00:00:10",
        ["Flexport__Notifications__Email__Timeout"] = "00:00:10",
        ["Flexport__Notifications__Email__Host"] = "127.0.0.1",
        ["Flexport__Notifications__Email__Security"] = "None",
        ["Flexport__Notifications__Email__From"] = "freight@example.com",
        ["Flexport__Notifications__Email__To__0"] = "desk@example.com",
        ["Flexport__Notifications__Lease"] = "00:00:16",
        ["Flexport__Notifications__FirstRetry"] = "00:00:00.100",
        ["Flexport__Notifications__LongestRetry"] = "00:00:02",
        ["Flexport__Notifications__BreakerPause"] = "00:00:00.500",
        ["Flexport__Notifications__LongestBreakerPause"] = "00:00:02",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private readonly List<ServiceProcess> processes = [];
    private readonly Stack<IAsyncDisposable> owned = new();
    private RecordingWebhook webhook = null!;
    private MailServer mail = null!;

    public async ValueTask InitializeAsync()
    {
        owned.Push(webhook = await RecordingWebhook.Start());
        owned.Push(mail = MailServer.Start());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        while (owned.TryPop(out var one)) await one.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task OnSqlite()
    {
        await Start(Engine.Sqlite, silos: 1);
        await Send(processes);
        await ShouldHaveHeardAllOnce(mayRepeat: 0);
    }

    [Fact]
    public async Task OnPostgres_WithAReceiverThatFailsThrottlesAndHangs()
    {
        webhook.Misbehave(seed: 4);
        await Start(Engine.Postgres, silos: 2);
        await Send(processes);
        await ShouldHaveHeardAllOnce(mayRepeat: 0);
    }

    [Fact]
    public async Task OnPostgres_WithSuchAReceiver_AndASiloKilledAgainAndAgain()
    {
        webhook.Misbehave(seed: 5);
        await Start(Engine.Postgres, silos: 2);
        var killer = Killer.Start(processes, seed: 9);
        await using (killer)
        {
            await Send(processes, killer.StrikeWhenTold, "--patience", "10m", "--tell-every", Killer.DeliveriesBetween(kills, events));
        }

        killer.Kills.ShouldBeGreaterThanOrEqualTo(kills);
        // At most what one silo has on its way at once, over both channels, each time.
        await ShouldHaveHeardAllOnce(mayRepeat: killer.Kills * 32);
    }

    private async Task Start(Engine engine, int silos)
    {
        var store = await Store.Create(engine);
        owned.Push(store);
        var more = new Dictionary<string, string>(Settings) { ["Flexport__Notifications__Email__Port"] = mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        for (var i = 0; i < silos; i++)
            processes.Add(await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings) { Notifications = webhook.Url, More = more }));
    }

    private Task<string> Send(List<ServiceProcess> fronts, Action<string, int>? heard = null, params string[] more) => SimulatorProcess.Run(
        heard,
        [
            "send", .. fronts.SelectMany(front => new[] { "--url", $"{front.Url}webhooks/flexport" }), "--secret", fronts[0].Settings.Secret, .. world,
            "--duplicates", "0.2", "--shuffle", "full", .. more,
        ]);

    private async Task ShouldHaveHeardAllOnce(int mayRepeat)
    {
        var client = processes[0].Client;
        await UntilAllIsSent(client);
        var announced = (await client.ReadAll("/api/notifications")).Where(row => row.GetProperty("entity").At("id") != LastOfAll)
            .Select(row => (Id: row.At("id")!, Subscription: row.At("subscription")!, Shipment: row.GetProperty("entity").At("id")!, Thing: row.At("thing")!, Revision: row.GetProperty("revision").GetInt32()))
            .ToList();
        announced.Select(one => one.Id).ShouldBeUnique();
        var byWebhook = announced.Where(one => one.Subscription == "default:webhook").ToDictionary(one => one.Id);
        var byMail = announced.Where(one => one.Subscription == "default:email").ToDictionary(one => one.Id);

        // What follows from the journals of those that speak dialect A.
        // Lists follow: those of a killed silo when another has taken over.
        var told = announced.Select(static one => one.Shipment).ToHashSet();
        var listed = (await Eventually.Reads(
            async () => (await client.ReadAll("/api/shipments")).Select(row => row.At("id")!).Where(id => id != LastOfAll).ToList(), ids => told.IsSubsetOf(ids))).ToList();
        var (due, modelled) = (new HashSet<Due>(), new HashSet<string>());
        await Parallel.ForEachAsync(listed, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (shipment, _) =>
        {
            var journal = await client.ReadAll($"/api/shipments/{shipment}/events");
            if (!JournalModel.Knows(journal)) return;
            var names = await JournalModel.Names(client, shipment, journal);
            lock (due)
            {
                modelled.Add(shipment);
                due.UnionWith(JournalModel.Of(shipment, journal, names));
            }
        });

        modelled.Count.ShouldBeGreaterThan(shipments * 3 / 10);
        due.Count(one => one.Revision == 0).ShouldBeGreaterThan(shipments * 3 / 10);
        var heard = webhook.Accepted.Where(message => message.Entity != LastOfAll).ToList();
        heard.Where(message => modelled.Contains(message.Entity))
            .Select(message => new Due(message.Entity, message.Body.At("thing")!, message.Body.GetProperty("revision").GetInt32(), message.Body.GetProperty("occurredAt").GetDateTimeOffset()))
            .ToHashSet().ShouldBe(due, ignoreOrder: true);

        // And of all others: what the service has on record, over both channels.
        heard.Select(message => message.Id).ToHashSet().ShouldBe(byWebhook.Keys, ignoreOrder: true);
        byWebhook.Values.Select(Said).ShouldBe(byMail.Values.Select(Said), ignoreOrder: true);
        foreach (var message in heard)
        {
            var one = byWebhook[message.Id];
            (message.Entity, message.Body.At("thing"), message.Body.GetProperty("revision").GetInt32()).ShouldBe((one.Shipment, one.Thing, one.Revision));
            message.Signature.ShouldBe(Signatures(message));
        }

        var mails = mail.Mails
            .Select(one => (Id: one.Header("Message-Id")!.Trim('<', '>').Split('@')[0], Thread: one.Header("References"), Subject: one.Header("Subject"), Text: Encoding.UTF8.GetString(one.Raw)))
            .Where(one => !one.Text.Contains(LastOfAll, StringComparison.Ordinal)).ToList();
        mails.Select(one => one.Id).ToHashSet().ShouldBe(byMail.Keys, ignoreOrder: true);
        foreach (var thread in mails.GroupBy(one => byMail[one.Id].Shipment)) thread.Select(one => one.Thread).Distinct().ShouldHaveSingleItem();
        mails.Select(one => one.Thread).Distinct().Count().ShouldBe(byMail.Values.Select(one => one.Shipment).Distinct().Count());
        mails.ShouldAllBe(one => one.Subject!.Contains(byMail[one.Id].Shipment, StringComparison.Ordinal));

        var again = heard.Count - byWebhook.Count;
        var mailsAgain = mails.Count - byMail.Count;
        foreach (var same in heard.GroupBy(message => message.Id)) same.Select(message => Convert.ToHexString(message.Bytes)).Distinct().ShouldHaveSingleItem();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{byWebhook.Count} messages by webhook in {webhook.Attempts.Count} calls, {again} of them again; {byMail.Count} by e-mail, {mailsAgain} of them again; {modelled.Count} of {listed.Count} shipments modelled, {due.Count} messages due by their journals");
        (again + mailsAgain).ShouldBeLessThanOrEqualTo(mayRepeat);
        ShouldHaveWaitedAsAsked();
        foreach (var answer in webhook.Misbehaves ? [0, 429, 503] : Array.Empty<int>())
            webhook.Attempts.ShouldContain(attempt => attempt.Answered == answer, $"a call that is answered {answer}");

        static (string, string, int) Said((string Id, string Subscription, string Shipment, string Thing, int Revision) one) => (one.Shipment, one.Thing, one.Revision);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task UntilAllIsSent(ServiceClient client)
    {
        // What is owed is looked at in the order in which it was announced: once this one is told, all before it have become notifications.
        await client.DeliverUntilAccepted(DialectA.Milestone($"{LastOfAll}-e", LastOfAll, "departed", new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero)));
        await Eventually.Reads(() => client.ReadAll($"/api/notifications?shipment={LastOfAll}"), static rows => rows.Count == 2);
        await Eventually.Reads(() => client.ReadAll("/api/notifications?state=pending"), static pending => pending.Count == 0);
        (await client.ReadAll("/api/notifications?state=failed")).ShouldBeEmpty();
    }

    /// <summary>Who asked for a second was not called again before it was over.</summary>
    private void ShouldHaveWaitedAsAsked()
    {
        foreach (var same in webhook.Attempts.GroupBy(message => message.Id))
        {
            var calls = same.OrderBy(message => message.At).ToList();
            foreach (var (throttled, next) in calls.Zip(calls.Skip(1)))
            {
                if (throttled.Answered == 429) (next.At - throttled.At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(950));
            }
        }
    }

    /// <summary>By both secrets, as while one takes the place of the other.</summary>
    private string Signatures(ReceivedMessage message)
    {
        const string prefix = "whsec_";
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}."), .. message.Bytes];
        byte[][] keys = [Convert.FromBase64String(processes[0].Settings.NotificationsSecret[prefix.Length..]), Encoding.UTF8.GetBytes(FormerSecret)];
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }
}

public sealed class EveryMessageOfFewShipmentsOnce() : EveryMessageOnce(shipments: 120, events: 2_900, kills: 3);

[Trait("Length", "Long")]
public sealed class EveryMessageOfManyShipmentsOnce() : EveryMessageOnce(shipments: 1_000, events: 24_000, kills: 5);
