using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>64 bits over what Flexport says of an event besides its data: a repeat has the same, a conflict another.</summary>
public static class Fingerprint
{
    /// <summary>Of every link: a shipment that names something again says nothing new.</summary>
    public static long OfLink { get; } = Of(new Delivery(new EventId(RelayNames.LinkPrefix), RelayNames.LinkType, null, null, null, default, "", []));

    /// <summary>Of the type and the two times as sent; the time of receipt does not count, for it differs between repeats.</summary>
    public static long Of(Delivery delivery)
    {
        const int times = 2 * sizeof(long);
        var typeLength = Encoding.UTF8.GetMaxByteCount(delivery.Type.Length);
        var buffer = typeLength <= 512 ? stackalloc byte[times + typeLength] : new byte[times + typeLength];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, delivery.CreatedAt?.UtcTicks ?? -1);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[sizeof(long)..], delivery.OccurredAt?.UtcTicks ?? -1);
        var written = Encoding.UTF8.GetBytes(delivery.Type, buffer[times..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..(times + written)], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
