using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>The keys of a group commit's entities as bytes, as stores keep them.</summary>
public static class CommitKeys
{
    public static byte[] Encode(IEnumerable<EntityKey> keys)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var key in keys)
            {
                writer.Write((byte)key.Kind);
                writer.Write(key.Source);
                writer.Write(key.Id);
            }
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static IReadOnlyList<EntityKey> Decode(byte[] bytes)
    {
        var keys = new List<EntityKey>();
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        try
        {
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                var kind = (EntityKind)reader.ReadByte();
                keys.Add(new EntityKey(reader.ReadString(), kind, reader.ReadString()));
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The keys of a commit are cut off.", e);
        }

        return keys;
    }
}
