using Grains;
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
public sealed class SqliteSnapshotTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();
    private IHost host = null!;

    private IGrainStorage Storage => host.Services.GetRequiredKeyedService<IGrainStorage>(GrainsRegistration.SnapshotStorage);

    public async ValueTask InitializeAsync()
    {
        host = Host.CreateEmptyApplicationBuilder(null).UseOrleans(silo => silo.UseLocalhostClustering(17811, 17812).UseSqliteStorage(folder.File)).Build();
        await host.Services.GetRequiredService<IStorageEngine>().Prepare(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(TestContext.Current.CancellationToken);
        host.Dispose();
        folder.Dispose();
    }

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
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Storage.WriteStateAsync(
            "note", GrainId.Create("shipment", $"default/1/many-{n}"), new GrainState<Note>(new Note { Text = $"{n}" }))));

        var read = new GrainState<Note>();
        await Storage.ReadStateAsync("note", GrainId.Create("shipment", "default/1/many-199"), read);
        read.State!.Text.ShouldBe("199");
    }

    /// <summary>A state of no grain.</summary>
    [GenerateSerializer]
    public sealed class Note
    {
        [Id(0)]
        public string? Text { get; set; }
    }
}
