using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using static Storage.Tests.Freight;
using static Storage.Tests.Subscriptions.Desks;

namespace Storage.Tests.Subscriptions;

/// <summary>What waits follows whom it is for. Lanes are shown as <c>entity state target due</c>; due is <c>-</c>, <c>now</c> or <c>later</c>.</summary>
public abstract class SubscriptionLaneTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private const string Hook = "default/day/hook";
    private const string Mail = "default/day/mail";
    private const string Chat = "default/night/chat";
    private const string NightMail = "default/night/mail";

    [Fact]
    public async Task OfADeletedSubscription_NothingWaits_AndOthersWaitOn()
    {
        var (arrivals, digest) = await SaveAll();
        await Lane("a-waits", arrivals, 1, Hook);
        await Lane("b-collected", arrivals, 2, Hook, digest: 1);
        await Lane("c-failed", arrivals, 3, Hook);
        await Lane("d-backup", arrivals, 1, Chat, isBackup: true);
        await Lane("e-digest", arrivals, 1, Hook, thing: "digest");
        await Lane("f-others", digest, 1, Mail);
        await Lane("g-former", arrivals with { Generation = Guid.NewGuid() }, 1, Hook);

        (await Subscriptions.DeleteSubscription("default", "arrivals", Cancellation)).ShouldBe(DeleteResult.Deleted);

        (await LanesThere()).ShouldBe(
        [
            $"a-waits 0 {Hook} -", $"b-collected 0 {Hook} -", $"c-failed 0 {Hook} -", $"d-backup 0 {Chat} -", $"e-digest 0 {Hook} -", $"f-others 1 {Mail} later escalates",
            $"g-former 1 {Hook} later escalates",
        ]);
    }

    [Fact]
    public async Task AMovedContact_TakesAlongWhatWaits_AndIsTriedAtOnce()
    {
        var (arrivals, digest) = await SaveAll();
        await Lane("a-waits", arrivals, 1, Hook);
        await Lane("b-failed", arrivals, 3, Hook);
        await Lane("c-idle", arrivals, 0, Hook);
        await Lane("d-backup", arrivals, 1, Chat, isBackup: true);
        await Lane("e-others", digest, 1, Mail);
        await Mailbox(Mail, isPaused: true);

        await Subscriptions.Save("default", arrivals with { Contact = "mail", Backup = new Backup("night", "mail", 30) }, Cancellation);

        (await LanesThere()).ShouldBe([$"a-waits 1 {Mail} now escalates", $"b-failed 3 {Mail} - escalates", $"c-idle 0 {Hook} -", $"d-backup 1 {NightMail} now escalates", $"e-others 1 {Mail} later escalates"]);
        (await Mailboxes()).ShouldBe([$"{Mail} 8 now free", $"{NightMail} 1 now free"]);
    }

    [Fact]
    public async Task WithoutABackup_NothingWaitsForOne()
    {
        var (arrivals, _) = await SaveAll();
        await Lane("a-waits", arrivals, 1, Hook);
        await Lane("b-backup", arrivals, 1, Chat, isBackup: true);

        await Subscriptions.Save("default", arrivals with { Backup = null }, Cancellation);

        (await LanesThere()).ShouldBe([$"a-waits 1 {Hook} now", $"b-backup 0 {Chat} -"]);
        (await Mailboxes()).ShouldBe([$"{Hook} 1 now free"]);
    }

    [Fact]
    public async Task WhatADigestWasToTell_IsToldByItself_ButForWhatAClosedOneHas()
    {
        var (_, digest) = await SaveAll();
        await Lane("a-open", digest, 2, Mail);
        await Lane("b-closed", digest, 2, Mail, digest: 4);
        await Lane("c-digest", digest, 1, Mail, thing: "digest", message: "");

        await Subscriptions.Save("default", digest with { Topics = ["milestone"] }, Cancellation);
        (await LanesThere()).ShouldBe([$"a-open 2 {Mail} -", $"b-closed 2 {Mail} -", $"c-digest 1 {Mail} now"]);
        (await Mailboxes()).ShouldBe([$"{Mail} 1 now free"]);

        await Subscriptions.Save("default", digest with { Timing = Timing.OutsideQuietHours }, Cancellation);
        (await LanesThere()).ShouldBe([$"a-open 1 {Mail} now", $"b-closed 2 {Mail} -", $"c-digest 0 {Mail} -"]);
    }

    [Fact]
    public async Task AClosedDigest_IsSentAllTheSame()
    {
        var (_, digest) = await SaveAll();
        await Lane("a-digest", digest, 1, Mail, thing: "digest");
        await Subscriptions.Save("default", digest with { Timing = Timing.AtOnce }, Cancellation);
        (await LanesThere()).ShouldBe([$"a-digest 1 {Mail} now"]);
    }

    [Fact]
    public async Task AStakeholderWhoIsSaved_IsTriedAgainAtOnce_OverEveryContact()
    {
        var (arrivals, digest) = await SaveAll();
        await Lane("a-waits", arrivals, 1, Hook);
        await Lane("b-failed", arrivals, 3, Hook);
        await Lane("c-digest", digest, 1, Mail, thing: "digest", message: "");
        await Lane("d-backup", arrivals, 1, Chat, isBackup: true);
        await Mailbox(Hook, isPaused: true);
        await Mailbox(Chat, isPaused: true);

        await Subscriptions.Save("default", Day with { TimeZone = "Asia/Shanghai" }, Cancellation);
        (await LanesThere()).ShouldBe([$"a-waits 1 {Hook} now escalates", $"b-failed 3 {Hook} - escalates", $"c-digest 1 {Mail} now", $"d-backup 1 {Chat} later escalates"]);
        (await Mailboxes()).ShouldBe([$"{Hook} 8 now free", $"{Mail} 1 now free", $"{Chat} 7 later paused"]);

        await Subscriptions.Save("default", Night with { Name = "Night" }, Cancellation);
        (await LanesThere())[3].ShouldBe($"d-backup 1 {Chat} now escalates");
        (await Mailboxes())[2].ShouldBe($"{Chat} 8 now free");
    }

    [Fact]
    public async Task AChangeThatIsRefused_MovesNothing()
    {
        var (arrivals, _) = await SaveAll();
        await Lane("a-waits", arrivals, 1, Hook);
        (await Subscriptions.Save("default", arrivals with { Contact = "mail" }, new WriteCondition([0]), Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.Save("default", arrivals with { Stakeholder = "nobody" }, Cancellation)).ShouldBe(SaveOutcome.NoStakeholder);
        (await Subscriptions.DeleteSubscription("default", "arrivals", new WriteCondition([0]), Cancellation)).ShouldBe(DeleteResult.Differs);
        (await LanesThere()).ShouldBe([$"a-waits 1 {Hook} later escalates"]);
        (await Mailboxes()).ShouldBeEmpty();
    }

    private async Task<(Subscription Arrivals, Subscription Digest)> SaveAll()
    {
        await Subscriptions.Save("default", Day, Cancellation);
        await Subscriptions.Save("default", Night, Cancellation);
        await Subscriptions.Save("default", Arrivals, Cancellation);
        await Subscriptions.Save("default", Digest, Cancellation);
        var saved = (await Subscriptions.Read("default", Cancellation)).Subscriptions;
        return (saved[0], saved[1]);
    }

    /// <summary>One that began to wait at noon, is due two hours later and goes to a backup after three.</summary>
    private Task Lane(string entity, Subscription of, int state, string target, bool isBackup = false, string thing = "milestone:arrived", string message = "7b7d", int? digest = null)
    {
        var isDigest = thing == "digest";
        return Storage.Execute(
            $"""
            INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at, digest, escalate_at)
            VALUES ({Storage.Uuid(Guid.NewGuid())}, 'default', {(isDigest ? 0 : 1)}, '{entity}', '{thing}', '{of.Id}{(isBackup ? NotificationIds.Backup : "")}', {Storage.Uuid(of.Generation)}, '{target}', 1, 0,
              {Storage.Bytes(message)}, {Storage.Time(Noon)}, true, {Storage.Time(Noon)}, {state}, {(state == 1 ? Storage.Time(Noon.AddHours(2)) : "NULL")},
              {digest?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL"}, {(state is 1 or 3 && !isDigest ? Storage.Time(Noon.AddHours(3)) : "NULL")})
            """);
    }

    private Task Mailbox(string target, bool isPaused) => Storage.Execute(
        $"""
        INSERT INTO mailboxes (target, due_at, news, needs, not_before, failing_since)
        VALUES ('{target}', {Storage.Time(Noon.AddHours(2))}, 7, 1, {(isPaused ? Storage.Time(Noon.AddHours(4)) : "NULL")}, {(isPaused ? Storage.Time(Noon) : "NULL")})
        """);

    private Task<List<string>> LanesThere() => Storage.Texts(
        """
        SELECT entity_id || ' ' || state || ' ' || target || CASE WHEN due_at IS NULL THEN ' -' WHEN due_at = since THEN ' now' ELSE ' later' END
          || CASE WHEN escalate_at IS NULL THEN '' ELSE ' escalates' END
        FROM lanes ORDER BY entity_id
        """);

    private Task<List<string>> Mailboxes() => Storage.Texts(
        $"""
        SELECT target || ' ' || news || CASE WHEN due_at <= {Storage.Time(Noon)} THEN ' now' ELSE ' later' END
          || CASE WHEN not_before IS NULL AND failing_since IS NULL THEN ' free' ELSE ' paused' END
        FROM mailboxes ORDER BY target
        """);
}
