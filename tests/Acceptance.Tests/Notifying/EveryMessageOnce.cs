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
/// What they receive keeps to <see cref="LaneLaw"/> over both channels: of each thing that was announced revisions that never fall, each once, signed, and the last of them says what holds. Of shipments that
/// speak dialect A that follows from the journals alone; of the others it is compared with what the service shows. Where processes are killed between sending and writing down, a message may come again, under
/// the same id and with the same bytes; how often is counted.
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
        // No silo is taken for dead because the machine has much to do.
        ["Flexport__Notifications__Lease"] = "00:00:20",
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
        // At most what one silo has on its way at once, to the two targets, each time.
        await ShouldHaveHeardAllOnce(mayRepeat: killer.Kills * 2 * 8);
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
        var rows = (await client.ReadAll("/api/notifications")).Where(row => row.GetProperty("entity").At("id") != LastOfAll).ToList();
        rows.ShouldAllBe(row => row.At("state") == "sent");
        rows.Select(row => row.At("id")!).ShouldBeUnique();
        var byWebhook = Ids("default:webhook");
        var byMail = Ids("default:email");
        (byWebhook.Count + byMail.Count).ShouldBe(rows.Count);
        var lanes = rows.GroupBy(row => LaneLaw.LaneOf(row.At("id")!)).ToDictionary(lane => lane.Key, lane => new Lane(lane.First().GetProperty("entity").At("id")!, lane.First().At("thing")!));

        // What holds by the service's own word, and what follows from the journals of those that speak dialect A.
        // Lists follow: those of a killed silo when another has taken over.
        var told = lanes.Values.Select(static one => one.Shipment).ToHashSet();
        var listed = (await Eventually.Reads(
            async () => (await client.ReadAll("/api/shipments")).Select(row => row.At("id")!).Where(id => id != LastOfAll).ToList(), ids => told.IsSubsetOf(ids))).ToList();
        var (due, modelled, view) = (new List<Due>(), new HashSet<string>(), new WhatHolds());
        await Parallel.ForEachAsync(listed, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (shipment, _) =>
        {
            await view.Read(client, shipment);
            var journal = await client.ReadAll($"/api/shipments/{shipment}/events");
            if (!JournalModel.Knows(journal)) return;
            var names = await JournalModel.Names(client, shipment, journal);
            lock (due)
            {
                modelled.Add(shipment);
                due.AddRange(JournalModel.Of(shipment, journal, names));
            }
        });
        modelled.Count.ShouldBeGreaterThan(shipments * 3 / 10);
        due.Count(one => one.Revision == 0).ShouldBeGreaterThan(shipments * 3 / 10);

        var accepted = webhook.Accepted.Where(message => message.Entity != LastOfAll).ToList();
        var heard = accepted.ConvertAll(Read);
        var again = LaneLaw.ShouldHold(heard, view.Announced, view.Holds, mayRepeat);
        ShouldFollowFromTheJournals([.. heard.Where(one => modelled.Contains(one.Lane.Shipment))], due);
        foreach (var message in accepted) message.Signature.ShouldBe(Signatures(message));
        foreach (var same in accepted.GroupBy(message => message.Id)) same.Select(message => Convert.ToHexString(message.Bytes)).Distinct().ShouldHaveSingleItem();

        var mails = mail.Mails
            .Select(one => (Id: one.Header("Message-Id")!.Trim('<', '>').Split('@')[0], Thread: one.Header("References"), Subject: one.TextOf("Subject"), Text: Encoding.UTF8.GetString(one.Raw)))
            .Where(one => !one.Text.Contains(LastOfAll, StringComparison.Ordinal)).ToList();
        var read = new List<Heard>();
        foreach (var one in mails) read.Add(await Read(client, one.Id, lanes[LaneLaw.LaneOf(one.Id)]));
        var mailsAgain = LaneLaw.ShouldHold(read, view.Announced, view.Holds, mayRepeat);
        foreach (var thread in mails.GroupBy(one => lanes[LaneLaw.LaneOf(one.Id)].Shipment)) thread.Select(one => one.Thread).Distinct().ShouldHaveSingleItem();
        mails.Select(one => one.Thread).Distinct().Count().ShouldBe(read.Select(one => one.Lane.Shipment).Distinct().Count());
        mails.ShouldAllBe(one => one.Subject.Contains(lanes[LaneLaw.LaneOf(one.Id)].Shipment, StringComparison.Ordinal));

        // What is on record as sent has come. What a killed process has sent and not written down, a later message stands for.
        byWebhook.Except(heard.Select(one => one.Id)).ShouldBeEmpty();
        byMail.Except(read.Select(one => one.Id)).ShouldBeEmpty();
        var unwritten = heard.Select(one => one.Id).Except(byWebhook).Count() + read.Select(one => one.Id).Except(byMail).Count();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{view.Holds.Count} milestones announced in {view.Holds.Keys.Sum(lane => view.Announced[lane].Count)} revisions; {byWebhook.Count} messages by webhook in {webhook.Attempts.Count} calls, "
            + $"{again} of them again; {byMail.Count} by e-mail, {mailsAgain} of them again; {unwritten} came that nobody wrote down; "
            + $"{modelled.Count} of {listed.Count} shipments modelled, {due.Count} messages due by their journals");
        (again + mailsAgain + unwritten).ShouldBeLessThanOrEqualTo(mayRepeat);
        ShouldHaveWaitedAsAsked();
        foreach (var answer in webhook.Misbehaves ? [0, 429, 503] : Array.Empty<int>())
            webhook.Attempts.ShouldContain(attempt => attempt.Answered == answer, $"a call that is answered {answer}");

        HashSet<string> Ids(string subscription) => [.. rows.Where(row => row.At("subscription") == subscription).Select(row => row.At("id")!)];
    }

    /// <summary>Of those that the model knows: what is said was so at the time, and the last is what holds.</summary>
    private static void ShouldFollowFromTheJournals(List<Heard> heard, List<Due> due)
    {
        var expected = due.ToDictionary(one => (new Lane(one.Shipment, one.Thing), one.Revision), one => one.At);
        foreach (var one in heard) one.At.ShouldBe(expected.TryGetValue((one.Lane, one.Revision), out var at) ? at : null, one.Id);
        heard.GroupBy(one => one.Lane).Select(lane => (lane.Key, LaneLaw.Minute(lane.Last().At))).ShouldBe(
            due.GroupBy(one => new Lane(one.Shipment, one.Thing)).Select(lane => (lane.Key, LaneLaw.Minute(lane.MaxBy(one => one.Revision).At))), ignoreOrder: true);
    }

    private static Heard Read(ReceivedMessage message) => Read(message.Id, new Lane(message.Entity, message.Body.At("thing")!), message.Body);

    /// <summary>A mail has words; what it says stands in the log of messages. Of one that nobody wrote down only its id is known.</summary>
    private static async Task<Heard> Read(ServiceClient client, string id, Lane lane) => await client.Read($"/api/notifications/{id}") is { } row
        ? Read(id, lane, row.GetProperty("message"))
        : new Heard(id, lane, LaneLaw.RevisionOf(id), null, null);

    private static Heard Read(string id, Lane lane, JsonElement message) => new(
        id, lane, message.GetProperty("revision").GetInt32(),
        message.TryGetProperty("withdrawn", out var withdrawn) && withdrawn.GetBoolean() ? null : message.GetProperty("occurredAt").GetDateTimeOffset(),
        message.TryGetProperty("told", out var told) ? told.GetProperty("revision").GetInt32() : null);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task UntilAllIsSent(ServiceClient client)
    {
        // What is owed is looked at in the order in which it was announced: once this one is told, all before it have become notifications.
        await client.DeliverUntilAccepted(DialectA.Milestone($"{LastOfAll}-e", LastOfAll, "departed", new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero)));
        await Eventually.Reads(() => client.ReadAll($"/api/notifications?shipment={LastOfAll}"), static rows => rows.Count == 2);
        // It hangs when nothing gets on any more: a receiver that asks for time, or never answers, gets that time.
        for (var left = int.MaxValue; left > 0;) left = (await Eventually.Reads(() => client.ReadAll("/api/notifications?state=pending"), pending => pending.Count < left)).Count;
        (await client.ReadAll("/api/notifications?state=failed")).ShouldBeEmpty();
    }

    /// <summary>Who asked for a second was not called again before it was over.</summary>
    private void ShouldHaveWaitedAsAsked()
    {
        foreach (var same in webhook.Attempts.GroupBy(message => LaneLaw.LaneOf(message.Id)))
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
public sealed class EveryMessageOfManyShipmentsOnce() : EveryMessageOnce(shipments: 400, events: 9_600, kills: 5);
