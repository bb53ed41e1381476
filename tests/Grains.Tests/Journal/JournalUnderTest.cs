using System.Diagnostics.Metrics;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grains.Tests.Journal;

/// <summary>A writer over a store in memory, and entries for it.</summary>
internal sealed class JournalUnderTest : IAsyncDisposable
{
    private readonly Meters meters = new();

    public JournalUnderTest(JournalOptions? options = null)
    {
        Writer = new JournalWriter(Store, Heard, Options.Create(options ?? new JournalOptions()), new JournalInstruments(meters), NullLogger<JournalWriter>.Instance);
    }

    public StoreInMemory Store { get; } = new();
    public Commits Heard { get; } = new();
    public JournalWriter Writer { get; }

    public static EntityKey Shipment(int id) => new("default", EntityKind.Shipment, $"{id:D6}");

    public static JournalEntry Entry(EntityKey key, long version, string? eventId = null) => new(
        key,
        version,
        new EventId(eventId ?? $"{key.Id}-{version}"),
        "shipment.milestone",
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        Fingerprint: 1,
        "applied",
        "test",
        Facts: new byte[] { 1 },
        Body: new byte[] { 2, 3 },
        static () => new Head("departed", null, null, null, [], "words", DateTimeOffset.UnixEpoch, "{}"u8.ToArray()),
        [],
        []);

    public Task<AppendVerdict> Append(JournalSession session, EntityKey key, long version, string? eventId = null) =>
        Writer.Append(session, Entry(key, version, eventId));

    /// <summary>Holds the store's first transaction until the answer is disposed, so that what follows waits together.</summary>
    public async Task<Gate> HoldFirst()
    {
        var gate = new Gate();
        var entered = new TaskCompletionSource();
        Store.Before = number =>
        {
            if (number > 0) return Task.CompletedTask;
            entered.TrySetResult();
            return gate.Opened;
        };
        gate.First = Append(new JournalSession(), Shipment(999_999), 1);
        await entered.Task;
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        meters.Dispose();
    }

    /// <summary>What the writer tells of its commits.</summary>
    internal sealed class Commits : ICommitListener
    {
        private readonly Lock gate = new();
        private readonly List<(long Commit, IReadOnlyList<EntityKey> Written)> heard = [];

        public Guid Writer { get; } = Guid.NewGuid();

        public IReadOnlyList<(long Commit, IReadOnlyList<EntityKey> Written)> All
        {
            get
            {
                lock (gate) return [.. heard];
            }
        }

        public void Committed(long commit, IReadOnlyList<EntityRun> written)
        {
            lock (gate) heard.Add((commit, [.. written.Select(static run => run.Key)]));
        }
    }

    internal sealed class Gate
    {
        private readonly TaskCompletionSource opened = new();

        public Task<AppendVerdict> First { get; set; } = null!;
        public Task Opened => opened.Task;

        public void Open() => opened.TrySetResult();
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> made = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            made.Add(meter);
            return meter;
        }

        public void Dispose() => made.ForEach(static meter => meter.Dispose());
    }
}
