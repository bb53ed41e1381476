using System.Buffers.Binary;
using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Entities;

/// <summary>The committed state of an entity at a version, so that an activation need not fold its whole history.</summary>
[GenerateSerializer, Alias("flexport.Snapshot")]
public sealed class Snapshot
{
    /// <summary>0: none was written yet.</summary>
    [Id(0)] public long Version { get; set; }

    /// <summary>The state, encoded by the domain.</summary>
    [Id(1)] public byte[] State { get; set; } = [];

    /// <summary>The processed-event set: for each event its fingerprint, version, length of the id, and the id in UTF-8.</summary>
    [Id(2)] public byte[] Processed { get; set; } = [];

    internal static byte[] Encode(IReadOnlyDictionary<EventId, Seen> processed, long upTo)
    {
        using var bytes = new MemoryStream(processed.Count * 40);
        Span<byte> numbers = stackalloc byte[18];
        foreach (var (eventId, first) in processed)
        {
            if (first.Version > upTo) continue;
            var id = Encoding.UTF8.GetBytes(eventId.Value);
            BinaryPrimitives.WriteInt64LittleEndian(numbers, first.Fingerprint);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], first.Version);
            BinaryPrimitives.WriteUInt16LittleEndian(numbers[16..], (ushort)id.Length);
            bytes.Write(numbers);
            bytes.Write(id);
        }

        return bytes.ToArray();
    }

    internal static IEnumerable<KeyValuePair<EventId, Seen>> Decode(byte[] processed)
    {
        for (var at = 0; at < processed.Length;)
        {
            var fingerprint = BinaryPrimitives.ReadInt64LittleEndian(processed.AsSpan(at));
            var version = BinaryPrimitives.ReadInt64LittleEndian(processed.AsSpan(at + 8));
            var length = BinaryPrimitives.ReadUInt16LittleEndian(processed.AsSpan(at + 16));
            yield return new(new EventId(Encoding.UTF8.GetString(processed, at + 18, length)), new Seen(fingerprint, version, null));
            at += 18 + length;
        }
    }
}
