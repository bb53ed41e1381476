using System.Net;
using System.Net.Sockets;
using Grains;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Silo.Storage;
using Silo.Storage.Sqlite;

namespace Storage.Tests.Sqlite;

/// <summary>The ADO.NET grain storage of Orleans over the file, by the storage contract alone.</summary>
public sealed class SqliteSnapshotTests(SqliteSnapshotTests.RunningSilo silo) : IClassFixture<SqliteSnapshotTests.RunningSilo>
{
    private IGrainStorage Storage => silo.Services.GetRequiredKeyedService<IGrainStorage>(GrainsRegistration.SnapshotStorage);

    [Fact]
    public async Task AWrittenState_IsReadBack()
    {
        var id = GrainId.Create("shipment", "default/1/460723");
        var written = new GrainState<Note>(new Note { Text = "first" });
        await Storage.WriteStateAsync("note", id, written);
        written.State = new Note { Text = "second" };
        await Storage.WriteStateAsync("note", id, written);

        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", id, read);

        read.State!.Text.ShouldBe("second");
        read.ETag.ShouldBe("2");
        read.RecordExists.ShouldBeTrue();
    }

    [Fact]
    public async Task AnUnknownState_DoesNotExist()
    {
        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", GrainId.Create("shipment", "default/1/1"), read);
        read.RecordExists.ShouldBeFalse();
        read.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task OfTwoFirstWrites_TheSecondIsInconsistent()
    {
        var id = GrainId.Create("shipment", "default/1/2");
        await Storage.WriteStateAsync("note", id, new GrainState<Note>(new Note { Text = "mine" }));

        await Should.ThrowAsync<InconsistentStateException>(() => Storage.WriteStateAsync("note", id, new GrainState<Note>(new Note { Text = "theirs" })));

        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", id, read);
        read.State!.Text.ShouldBe("mine");
    }

    [Fact]
    public async Task AWriteOverAnOlderVersion_IsInconsistentAndChangesNothing()
    {
        var id = GrainId.Create("shipment", "default/1/3");
        var mine = new GrainState<Note>(new Note { Text = "mine" });
        await Storage.WriteStateAsync("note", id, mine);
        await Storage.WriteStateAsync("note", id, mine);

        await Should.ThrowAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("note", id, new GrainState<Note>(new Note { Text = "theirs" }, "1")));

        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", id, read);
        read.State!.Text.ShouldBe("mine");
        read.ETag.ShouldBe("2");
    }

    [Fact]
    public async Task AClearedState_IsEmptyAndCanBeWrittenAgain()
    {
        var id = GrainId.Create("shipment", "default/1/4");
        var state = new GrainState<Note>(new Note { Text = "gone" });
        await Storage.WriteStateAsync("note", id, state);
        await Storage.ClearStateAsync("note", id, state);
        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", id, read);
        (read.State?.Text).ShouldBeNull();

        state.State = new Note { Text = "again" };
        await Storage.WriteStateAsync("note", id, state);

        await Storage.ReadStateAsync("note", id, read);
        read.State!.Text.ShouldBe("again");
    }

    [Fact]
    public async Task ManyWritersAtOnce_AreAllServed()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => WriteUntilServed($"default/1/many-{n}", $"{n}")));

        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", GrainId.Create("shipment", "default/1/many-199"), read);
        read.State!.Text.ShouldBe("199");
    }

    [Fact]
    public async Task SnapshotsWhileTheJournalIsBusy_NeverMeetALockedFile()
    {
        var journal = new JournalWithLists(silo.Services.GetRequiredService<IJournalStore>(), silo.Services.GetRequiredService<Grains.Lists.IListStore>());
        var appends = Task.WhenAll(Enumerable.Range(0, 200).Select(n => journal.Append(Freight.Run(Freight.Shipment($"busy-{n}"), 1, 20))));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => WriteUntilServed($"default/1/busy-{n}", $"{n}")));

        (await appends).ShouldAllBe(refused => refused.Count == 0);
    }

    /// <summary>A write whose turn does not come within the five seconds of a caller without a limit, on a busy disk, was not begun: it is asked for again.</summary>
    private async Task WriteUntilServed(string id, string text)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Storage.WriteStateAsync("note", GrainId.Create("shipment", id), new GrainState<Note>(new Note { Text = text }));
                return;
            }
            catch (StoreUnavailableException) when (clock.Elapsed < TestKit.Eventually.Hanging)
            {
            }
        }
    }

    /// <summary>A silo on a file of its own, for the storage is opened in a silo's start.</summary>
    public sealed class RunningSilo : IAsyncLifetime
    {
        private readonly SqliteFolder folder = new();
        private IHost host = null!;

        public IServiceProvider Services => host.Services;

        public async ValueTask InitializeAsync()
        {
            host = Host.CreateEmptyApplicationBuilder(null)
                .UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()).UseSqliteStorage(folder.File))
                .Build();
            await Services.GetRequiredService<IStorageEngine>().Prepare(CancellationToken.None);
            await host.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
            folder.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    /// <summary>A state of no grain.</summary>
    [GenerateSerializer]
    public sealed class Note
    {
        [Id(0)]
        public string? Text { get; set; }
    }
}
