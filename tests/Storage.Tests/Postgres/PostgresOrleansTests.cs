using Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Storage.Tests.Postgres;

/// <summary>The statements in <c>0002_orleans.sql</c>, driven by the providers that they are for.</summary>
public sealed class PostgresOrleansTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IGrainStorage Snapshots => silos.First.Services.GetRequiredKeyedService<IGrainStorage>(GrainsRegistration.SnapshotStorage);

    private IReminderTable Reminders => silos.First.Services.GetRequiredService<IReminderTable>();

    private IMembershipTable Membership => silos.First.Services.GetRequiredService<IMembershipTable>();

    [Fact]
    public async Task ClientThatOnlyReadsMembership_ReachesBothSilos()
    {
        var management = silos.Client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0);

        var hosts = await management.GetHosts(onlyActive: true, Cancellation);

        hosts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Membership_HasBothSilosAndMovesItsVersion()
    {
        var all = await Membership.ReadAllAsync(Cancellation);

        all.Members.Count(member => member.Item1.Status == SiloStatus.Active).ShouldBe(2);
        all.Version.Version.ShouldBeGreaterThanOrEqualTo(2);
        var one = await Membership.ReadRowAsync(all.Members[0].Item1.SiloAddress, Cancellation);
        one.Members.ShouldHaveSingleItem().Item1.SiloName.ShouldBe(all.Members[0].Item1.SiloName);
        var none = await Membership.ReadRowAsync(SiloAddress.FromParsableString("127.0.0.1:1@1"), Cancellation);
        none.Members.ShouldBeEmpty();
        none.Version.Version.ShouldBe(one.Version.Version);
    }

    [Fact]
    public async Task MembershipChangeOnAnOldVersion_LeavesNothingBehind()
    {
        var before = await Membership.ReadAllAsync(Cancellation);
        var stranger = new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString("127.0.0.1:11@12"),
            HostName = "quay",
            SiloName = "stranger",
            Status = SiloStatus.Joining,
            StartTime = DateTime.UtcNow,
            IAmAliveTime = DateTime.UtcNow,
        };
        var stale = new TableVersion(before.Version.Version, (before.Version.Version - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

        (await Membership.InsertRowAsync(stranger, stale, Cancellation)).ShouldBeFalse();

        (await Membership.ReadRowAsync(stranger.SiloAddress, Cancellation)).Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task DefunctSilos_AreCleanedUpAndTheLivingStay()
    {
        var version = (await Membership.ReadAllAsync(Cancellation)).Version;
        var defunct = new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString("127.0.0.1:21@22"),
            HostName = "quay",
            SiloName = "defunct",
            Status = SiloStatus.Dead,
            StartTime = DateTime.UtcNow.AddDays(-9),
            IAmAliveTime = DateTime.UtcNow.AddDays(-9),
        };
        (await Membership.InsertRowAsync(defunct, version.Next(), Cancellation)).ShouldBeTrue();

        await Membership.CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow.AddDays(-1), Cancellation);

        var members = (await Membership.ReadAllAsync(Cancellation)).Members.Select(member => member.Item1.SiloName).ToList();
        members.ShouldNotContain("defunct");
        members.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Snapshot_IsReadBackInAnotherSilo()
    {
        var id = GrainId.Create("shipment", "default/1/snap");
        var written = new GrainState<Snapshot>(new Snapshot { Version = 65, State = [1, 2, 3] });
        await Snapshots.WriteStateAsync("shipment-snapshot", id, written);

        var read = new GrainState<Snapshot>(new Snapshot());
        await silos.Second.Services.GetRequiredKeyedService<IGrainStorage>(GrainsRegistration.SnapshotStorage)
            .ReadStateAsync("shipment-snapshot", id, read);

        read.RecordExists.ShouldBeTrue();
        (read.State!.Version, read.ETag).ShouldBe((65, written.ETag));
        read.State!.State.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task UnknownSnapshot_DoesNotExist()
    {
        var read = new GrainState<Snapshot>(new Snapshot());

        await Snapshots.ReadStateAsync("shipment-snapshot", GrainId.Create("shipment", "default/1/none"), read);

        (read.RecordExists, read.ETag).ShouldBe((false, null));
    }

    [Fact]
    public async Task SnapshotWrittenOnAnOldVersion_IsAConflict()
    {
        var id = GrainId.Create("shipment", "default/1/stale");
        var mine = new GrainState<Snapshot>(new Snapshot { Version = 1 });
        await Snapshots.WriteStateAsync("shipment-snapshot", id, mine);
        var old = new GrainState<Snapshot>(new Snapshot { Version = 2 }) { ETag = mine.ETag };
        mine.State!.Version = 3;
        await Snapshots.WriteStateAsync("shipment-snapshot", id, mine);

        await Should.ThrowAsync<InconsistentStateException>(() => Snapshots.WriteStateAsync("shipment-snapshot", id, old));

        var read = new GrainState<Snapshot>(new Snapshot());
        await Snapshots.ReadStateAsync("shipment-snapshot", id, read);
        read.State!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task ConcurrentFirstSnapshots_LeaveOneRow()
    {
        var id = GrainId.Create("shipment", "default/1/first");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(async i =>
        {
            var state = new GrainState<Snapshot>(new Snapshot { Version = i });
            try
            {
                await Snapshots.WriteStateAsync("shipment-snapshot", id, state);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        outcomes.Count(won => won).ShouldBe(1);
        var read = new GrainState<Snapshot>(new Snapshot());
        await Snapshots.ReadStateAsync("shipment-snapshot", id, read);
        outcomes[read.State!.Version - 1].ShouldBeTrue();
    }

    [Fact]
    public async Task ClearedSnapshot_IsGoneAndCanBeWrittenAgain()
    {
        var id = GrainId.Create("shipment", "default/1/clear");
        var state = new GrainState<Snapshot>(new Snapshot { Version = 1 });
        await Snapshots.WriteStateAsync("shipment-snapshot", id, state);

        await Snapshots.ClearStateAsync("shipment-snapshot", id, state);

        var read = new GrainState<Snapshot>(new Snapshot());
        await Snapshots.ReadStateAsync("shipment-snapshot", id, read);
        read.RecordExists.ShouldBeFalse();
        read.State!.Version = 9;
        await Snapshots.WriteStateAsync("shipment-snapshot", id, read);
        await Snapshots.ReadStateAsync("shipment-snapshot", id, read);
        read.State!.Version.ShouldBe(9);
    }

    [Fact]
    public async Task Reminder_IsKeptReplacedAndRemovedByItsVersion()
    {
        var grain = GrainId.Create("clock", "7");
        var entry = new ReminderEntry { GrainId = grain, ReminderName = "sweep", StartAt = new DateTime(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc), Period = TimeSpan.FromMinutes(1) };
        var first = await Reminders.UpsertRow(entry, Cancellation);
        entry.Period = TimeSpan.FromMinutes(2);
        var second = await Reminders.UpsertRow(entry, Cancellation);

        var read = await Reminders.ReadRow(grain, "sweep", Cancellation);

        (read!.StartAt, read.Period, read.ETag).ShouldBe((entry.StartAt, TimeSpan.FromMinutes(2), second));
        (await Reminders.ReadRows(grain, Cancellation)).Reminders.ShouldHaveSingleItem();
        (await Reminders.RemoveRow(grain, "sweep", first!, Cancellation)).ShouldBeFalse();
        (await Reminders.RemoveRow(grain, "sweep", second!, Cancellation)).ShouldBeTrue();
        (await Reminders.ReadRow(grain, "sweep", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task ReminderRanges_TakeEachReminderOnce_AlsoWhereTheyWrap()
    {
        var grains = Enumerable.Range(100, 20).Select(i => GrainId.Create("clock", $"{i}")).ToList();
        foreach (var grain in grains)
        {
            await Reminders.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = "range", StartAt = DateTime.UtcNow, Period = TimeSpan.FromMinutes(1) }, Cancellation);
        }

        uint[] bounds = [0x2000_0000, 0x9000_0000, 0xF000_0000];
        var seen = new List<GrainId>();
        for (var i = 0; i < bounds.Length; i++)
        {
            var (begin, end) = (bounds[i], bounds[(i + 1) % bounds.Length]);
            var rows = (await Reminders.ReadRows(begin, end, Cancellation)).Reminders.Where(row => row.ReminderName == "range").Select(row => row.GrainId).ToList();
            rows.ShouldAllBe(grain => begin < end ? grain.GetUniformHashCode() > begin && grain.GetUniformHashCode() <= end : grain.GetUniformHashCode() > begin || grain.GetUniformHashCode() <= end);
            seen.AddRange(rows);
        }

        seen.ShouldBe(grains, ignoreOrder: true);
    }

    public sealed class Snapshot
    {
        public int Version { get; set; }
        public byte[] State { get; set; } = [];
    }
}
