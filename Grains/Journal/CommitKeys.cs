using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>
/// What a group commit wrote, as stores keep it: the keys of its entities, each with its first and last version, sorted by key. A reader of commits finds the events by that. A run that was
/// refused stands among them too: its versions belong to another commit.
/// </summary>
public static class CommitKeys
{
    // Kinds are small numbers; the bit says that the source is that of the key before.
    private const byte SameSource = 0x80;

    public static byte[] Encode(IEnumerable<CommittedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            string? source = null;
            foreach (var (key, first, last) in runs)
            {
                var isSame = key.Source == source;
                writer.Write((byte)((byte)key.Kind | (isSame ? SameSource : 0)));
                if (!isSame) writer.Write(source = key.Source);
                writer.Write(key.Id);
                writer.Write7BitEncodedInt64(first);
                writer.Write7BitEncodedInt64(last - first);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Encode(IEnumerable<EntityRun> batch) => Encode(batch.Select(static run => new CommittedRun(run.Key, run.FirstVersion, run.LastVersion)));

    /// <summary>Keys alone: their versions are 0.</summary>
    public static byte[] Encode(IEnumerable<EntityKey> keys) => Encode(keys.Select(static key => new CommittedRun(key, 0, 0)));

    /// <summary>The entities that lack their rows, of a commit or of a question; none, which stands for all, where the bytes are damaged or there are none.</summary>
    public static IReadOnlyList<EntityKey> Unlisted(byte[]? bytes)
    {
        try
        {
            return bytes is null ? [] : [.. Decode(bytes).Select(static run => run.Key)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static IReadOnlyList<CommittedRun> Decode(byte[] bytes)
    {
        var runs = new List<CommittedRun>();
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        try
        {
            string? source = null;
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                var kind = reader.ReadByte();
                if ((kind & SameSource) == 0) source = reader.ReadString();
                else if (source is null) throw new InvalidDataException("The keys of a commit begin without a source.");
                var key = new EntityKey(source, (EntityKind)(kind & ~SameSource), reader.ReadString());
                var first = reader.Read7BitEncodedInt64();
                runs.Add(new CommittedRun(key, first, first + reader.Read7BitEncodedInt64()));
            }
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The keys of a commit are cut off.", e);
        }

        return runs;
    }
}

/// <summary>The versions of one entity in a group commit, from the first to the last.</summary>
public readonly record struct CommittedRun(EntityKey Key, long First, long Last)
{
    /// <summary>The runs of events that were not committed together, sorted by key; an entity whose versions have gaps has several.</summary>
    public static IReadOnlyList<CommittedRun> Of(IEnumerable<(EntityKey Key, long Version)> events)
    {
        var runs = new List<CommittedRun>();
        foreach (var (key, version) in events.OrderBy(static one => one.Key).ThenBy(static one => one.Version))
        {
            if (runs.Count > 0 && runs[^1] is var last && last.Key == key && last.Last + 1 == version) runs[^1] = last with { Last = version };
            else runs.Add(new CommittedRun(key, version, version));
        }

        return runs;
    }
}
