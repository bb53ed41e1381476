using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>
/// A database as a program of schema 10 left it: what was announced and told stays so, what was announced and not expanded is told first, and nothing twice.
/// </summary>
public abstract class OldAnnouncementsTests
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What was announced: by number, of which entity, what, at which version; whether it had been expanded.</summary>
    protected static IReadOnlyList<(int Number, string Source, int Kind, string Entity, string Thing, int Revision, long Version, bool Expanded)> Announced { get; } =
    [
        (1, "default", 1, "s1", "milestone:departed", 0, 1, true),
        (2, "default", 1, "s1", "document:9", 0, 2, true),
        (3, "default", 1, "s2", "milestone:departed", 0, 1, true),
        (4, "default", 1, "s2", "milestone:departed", 1, 2, false),
        (5, "default", 1, "s3", "milestone:arrived", 0, 1, false),
        (6, "default", 1, "s4", "customs:fda", 0, 1, true),
        (7, "default", 0, "", "digest:2026-03-15", 0, 0, true),
        (8, "north", 1, "s1", "milestone:departed", 0, 1, true),
    ];

    /// <summary>What had been made of it: by announcement, for whom, in which state, and which digest has it.</summary>
    protected static IReadOnlyList<(int Announcement, string Id, string Subscription, string State, string? Digest)> Made { get; } =
    [
        (1, "ntf_1", "default:log", "sent", null), (3, "ntf_3", "default:log", "pending", null), (6, "ntf_6", "default:desk", "collected", "ntf_7"), (7, "ntf_7", "default:desk", "pending", null), (8, "ntf_8", "default:log", "failed", null),
    ];

    [Fact]
    public async Task WhatHadBeenMade_SaysWhatItWouldHaveSaid()
    {
        await using var storage = await WithOldAnnouncements();

        var due = (await storage.Lanes.Due("log", 10, Noon.AddDays(2), Cancellation)).Lanes;

        due.Select(one => (one.Key.Subscription, one.Key.Key, one.Key.Thing, one.Revision, Text(one.Message))).ShouldBe(
            [
                ("default:log", Shipment("s2"), "milestone:departed", 0, """{"number":3}"""),
                ("default:desk", NotificationIds.DigestKey("default"), LaneKey.Digest, 0, ""),
            ],
            ignoreOrder: true);
        due.Single(one => !one.Key.IsDigest).AnnouncedAt.ShouldBe(Noon.AddMinutes(3));
        (await storage.Lanes.Collected(LaneKey.OfDigest("default", "default:desk", Guid.Empty), 10, Cancellation)).ShouldHaveSingleItem().Message.ToArray().ShouldBe(Utf8("""{"number":6}"""));
        (await storage.Messages.Read("north", "ntf_8", Cancellation)).ShouldNotBeNull().Message.ShouldBe(Utf8("""{"number":8}"""));
        // What was sent before announcements stood with their messages.
        (await storage.Messages.Read("default", "ntf_1", Cancellation)).ShouldNotBeNull().Message.ShouldBe(Utf8("""{"number":1}"""));
        (await storage.Messages.Find(new("default", null, Shipment("s1"), null, null, 10, null), Cancellation)).Items.ShouldHaveSingleItem().Id.ShouldBe("ntf_1");
    }

    [Fact]
    public async Task WhatWasAnnounced_IsListedBehindWhatIsAnnouncedSince()
    {
        await using var storage = await WithOldAnnouncements();
        await storage.Journal.Append(Run(Entry(Shipment("new"), 1, "evt-1", null, Owed("milestone:delivered"))));

        var all = await storage.Messages.List("default", null, 10, Cancellation);
        all.Select(one => (one.Key.Id, one.Thing, one.Revision)).ShouldBe(
        [
            ("new", "milestone:delivered", 0), ("s4", "customs:fda", 0), ("s3", "milestone:arrived", 0), ("s2", "milestone:departed", 1), ("s2", "milestone:departed", 0),
            ("s1", "document:9", 0), ("s1", "milestone:departed", 0),
        ]);
        all[^1].Notifications.ShouldHaveSingleItem().ShouldBe(new NotificationRecord("ntf_1", "default:log", "log", "sent", 0, null, null));
        (all[^1].Version, all[^1].OccurredAt, all[^1].AnnouncedAt).ShouldBe((1, Noon, Noon.AddMinutes(1)));
        (await storage.Messages.List("default", null, 2, Cancellation)).Select(one => one.Key.Id).ShouldBe(["new", "s4"]);
        (await storage.Messages.List("default", Shipment("s2"), 10, Cancellation)).Select(one => one.Revision).ShouldBe([1, 0]);
        (await storage.Messages.List("north", null, 10, Cancellation)).ShouldHaveSingleItem().Notifications.ShouldHaveSingleItem().State.ShouldBe("failed");
    }

    [Fact]
    public async Task WhatWasNotExpanded_IsToldOnce_AndTheLanesKnowWhatWasMadeBefore()
    {
        await using var storage = await WithOldAnnouncements();
        var other = await storage.OpenAgain();
        await storage.Journal.Append(Run(Entry(Shipment("s3"), 1, "evt-1", null, Owed("milestone:arrived", 1))));
        var place = await storage.Place();
        var owed = await storage.Lanes.OldOwed(10, Cancellation);
        owed.Select(one => (one.Key.Id, one.Revision, one.Version, Text(one.Message))).ShouldBe([("s2", 1, 2L, """{"number":4}"""), ("s3", 0, 1L, """{"number":5}""")]);
        (await storage.Lanes.Known([(Shipment("s2"), "milestone:departed")], Cancellation)).Select(one => (one.Key.Subscription, one.Revision, one.State)).ShouldBe([("default:log", 0, LaneState.Waiting)]);

        // Two silos have read the same; each decides in its own way, so that it can be seen whose word it was.
        var written = await Task.WhenAll(new[] { storage, other, storage, other }.Select((silo, i) => silo.Lanes.Expand(
            ForAll(owed, [$"silo-{i}"], Noon), new CommitMove(Reader, place, place with { Part = -2 }), Noon, Cancellation)));

        written.Count(static one => one).ShouldBe(1);
        (await storage.Lanes.OldOwed(10, Cancellation)).ShouldBeEmpty();
        var made = (await storage.Messages.Find(new("default", null, null, null, null, 50, null), Cancellation)).Items.Where(static one => one.Subscription.StartsWith("silo", StringComparison.Ordinal)).ToList();
        made.Select(one => (one.Key.Id, one.Revision)).ShouldBe([("s2", 1), ("s3", 0)], ignoreOrder: true);
        made.Select(one => one.Subscription).Distinct().ShouldHaveSingleItem();
        (await storage.Place()).ShouldBe(place with { Part = -2 });

        // And behind it the commits since.
        var owing = await storage.Owed(10);
        owing.Announcements.ShouldHaveSingleItem().Revision.ShouldBe(1);
        (await storage.Expand(owing, ["default:log"], Noon)).ShouldBe(1);
        (await storage.Place()).Part.ShouldBe(0);
    }

    [Fact]
    public async Task WhatWasNotExpanded_BecomesLanesOnce()
    {
        await using var storage = await WithOldAnnouncements();
        var place = await storage.Place();
        var owed = await storage.Lanes.OldOwed(10, Cancellation);
        owed.Select(one => (one.Key.Id, one.Revision, one.Version, Text(one.Message))).ShouldBe([("s2", 1, 2L, """{"number":4}"""), ("s3", 0, 1L, """{"number":5}""")]);
        (await storage.Lanes.OldOwed(1, Cancellation)).ShouldHaveSingleItem().Key.Id.ShouldBe("s2");
        var lanes = owed.Select((one, i) => new MadeLane(i, new LaneKey("default:log", Guid.Empty, one.Key, one.Thing), "log", true, LaneState.Waiting, Noon)).ToList();
        LaneExpansion expansion = new(owed, lanes, []);

        (await storage.Lanes.Expand(expansion, new CommitMove(Reader, place, place with { Part = -2 }), Noon, Cancellation)).ShouldBeTrue();
        (await storage.Lanes.Expand(expansion, new CommitMove(Reader, place, place with { Part = -2 }), Noon, Cancellation)).ShouldBeFalse();

        (await storage.Lanes.OldOwed(10, Cancellation)).ShouldBeEmpty();
        (await storage.Lanes.Due("log", 10, Noon, Cancellation)).Lanes.Where(static one => !one.Key.IsDigest)
            .Select(one => (one.Key.Key.Id, Text(one.Message))).ShouldBe([("s2", """{"number":4}"""), ("s3", """{"number":5}""")], ignoreOrder: true);
    }

    [Fact]
    public async Task CommitsFromBefore_AreNotRead()
    {
        await using var storage = await WithOldAnnouncements();

        (await storage.Commits.After(await storage.Place(), CommitParts.Runs | CommitParts.Announcements)).ShouldBeEmpty();
    }

    protected abstract Task<IStorageUnderTest> WithOldAnnouncements();
}
