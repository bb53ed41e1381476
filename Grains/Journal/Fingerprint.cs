using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>64 bits over what Flexport says of an event: a repeat has the same, a conflict another.</summary>
public static class Fingerprint
{
    /// <summary>Of every link: a shipment that names something again says nothing new.</summary>
    public static long OfLink { get; } = Of(new Delivery(new EventId(RelayNames.LinkPrefix), RelayNames.LinkType, null, null, null, default, "", []));

    /// <summary>Of all that the body says, whatever its formatting; of this service's own entries, which have none, of type and times.</summary>
    public static long Of(Delivery delivery) => delivery.Body.Length == 0
        ? OfTimes(delivery.Type, delivery.CreatedAt, delivery.OccurredAt)
        : unchecked((long)CanonicalContent.HashOf(delivery.Body));

    /// <summary>
    /// Whether a fingerprint that the journal has is that of this delivery. Programs before this one took it of type and times alone, and did not read every time
    /// that is read now: what they accepted must not become a conflict when it comes again.
    /// </summary>
    public static bool IsOf(long stored, Delivery delivery)
    {
        if (stored == Of(delivery)) return true;
        var (type, created, occurred) = (delivery.Type, delivery.CreatedAt, delivery.OccurredAt);
        return stored == OfTimes(type, created, occurred)
            || (occurred is not null && stored == OfTimes(type, created, null))
            || (created is not null && stored == OfTimes(type, null, occurred))
            || stored == OfTimes(type, null, null);
    }

    private static long OfTimes(string type, DateTimeOffset? created, DateTimeOffset? occurred)
    {
        const int times = 2 * sizeof(long);
        var typeLength = Encoding.UTF8.GetMaxByteCount(type.Length);
        var buffer = typeLength <= 512 ? stackalloc byte[times + typeLength] : new byte[times + typeLength];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, created?.UtcTicks ?? -1);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[sizeof(long)..], occurred?.UtcTicks ?? -1);
        var written = Encoding.UTF8.GetBytes(type, buffer[times..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..(times + written)], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
