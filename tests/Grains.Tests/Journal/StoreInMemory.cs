using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Tests.Journal;

/// <summary>The journal's contract in memory, with the faults that the tests ask for. What the engines do is shown by Storage.Tests.</summary>
internal sealed class StoreInMemory : IJournalStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<EntityKey, List<JournalEntry>> written = [];

    /// <summary>Every batch that was asked for, as (entity, first version, last version) in the order given.</summary>
    public List<List<(EntityKey Key, long First, long Last)>> Batches { get; } = [];

    /// <summary>Runs before a batch is written; may wait or throw.</summary>
    public Func<int, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Event ids that the store refuses for their data.</summary>
    public HashSet<string> Poison { get; } = [];

    public IReadOnlyList<JournalEntry> Of(EntityKey key)
    {
        lock (gate) return written.TryGetValue(key, out var entries) ? [.. entries] : [];
    }

    public async Task<Appended> Append(IReadOnlyList<EntityRun> batch, Guid writer, CancellationToken cancellation)
    {
        int number;
        lock (gate)
        {
            number = Batches.Count;
            Batches.Add([.. batch.Select(run => (run.Key, run.FirstVersion, run.LastVersion))]);
        }

        // Deaf to the token, as a driver is that waits for a hung server to cancel.
        await Before(number);
        lock (gate)
        {
            if (batch.Any(run => run.Entries.Any(entry => Poison.Contains(entry.EventId.Value)))) throw new JournalRefusedException("Poison.");
            var refused = new List<EntityKey>();
            foreach (var run in batch)
            {
                if (!written.TryGetValue(run.Key, out var entries)) written[run.Key] = entries = [];
                if (entries.Count == run.FirstVersion - 1) entries.AddRange(run.Entries);
                else refused.Add(run.Key);
            }

            return new Appended(number + 1, refused);
        }
    }

    public Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EntityHistory>>([.. keys.Select(key => new EntityHistory(key, Of(key).Count, null))]);

    public IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) => throw new NotSupportedException();
}
