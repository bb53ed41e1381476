using System.Collections.Concurrent;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Benchmarks.Floor;

/// <summary>Numbers the entries of each entity and hands them to the journal's writer. It begins on an empty database, so nothing is ever loaded.</summary>
internal sealed class Lines(JournalWriter journal)
{
    // About as long as what the domain makes of an event; the content does not matter to the store.
    private const int FactsLength = 200;
    private const int RowLength = 600;

    private readonly ConcurrentDictionary<EntityKey, Line> lines = new();

    public Task<AppendVerdict> Append(EntityKey key, EventId eventId, Envelope envelope, DateTimeOffset now, byte[] body)
    {
        var line = lines.GetOrAdd(key, static _ => new Line());
        lock (line)
        {
            var head = new Head(null, null, null, null, [], key.Id, now, Part(body, RowLength));
            return journal.Append(
                line.Session,
                new JournalEntry(
                    key, ++line.Version, eventId, envelope.Type ?? "", envelope.OccurredAt ?? now, envelope.CreatedAt ?? now, now, 0, "applied", "main", Part(body, FactsLength), body, () => head, [], []));
        }
    }

    private static ReadOnlyMemory<byte> Part(byte[] body, int length) => body.AsMemory(0, Math.Min(body.Length, length));

    private sealed class Line
    {
        public JournalSession Session { get; } = new();

        public long Version { get; set; }
    }
}
