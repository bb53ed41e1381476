using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Notifications.Lanes;

/// <summary>
/// A lane: what one subscription is told of one thing of one entity. In it messages go in the order of revisions, one at a time; what waits in it is always one message, that of what holds now.
/// </summary>
/// <param name="Subscription">Its id; followed by <see cref="NotificationIds.Backup"/> where its backup contact is told.</param>
/// <param name="Generation">Given to a subscription when it is made: one of the same id that is made anew inherits nothing. All zero for the stakeholders of the configuration.</param>
/// <param name="Key">Of a digest the source, with no kind and no id.</param>
/// <param name="Thing">Such as <c>milestone:arrived</c>; <see cref="Digest"/> for the digest of a subscription.</param>
public sealed record LaneKey(string Subscription, Guid Generation, EntityKey Key, string Thing)
{
    /// <summary>The thing of the lane whose messages are the digests of a subscription.</summary>
    public const string Digest = "digest";

    /// <summary>Whether its messages are digests of what other lanes have collected.</summary>
    public bool IsDigest => Key.Kind == EntityKind.None && Thing == Digest;

    /// <summary>The first 16 bytes of SHA-256 over what makes the lane unique, each on a line: the same whenever and wherever it is computed.</summary>
    public Guid Id
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{Subscription}\n{Generation:N}\n{Key.Source}\n{(int)Key.Kind}\n{Key.Id}\n{Thing}");
            return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
        }
    }

    /// <summary>The lane of the digests of a subscription.</summary>
    public static LaneKey OfDigest(string source, string subscription, Guid generation) => new(subscription, generation, NotificationIds.DigestKey(source), Digest);
}
