using Grains.Interfaces.Entities;

namespace Grains.Notifications;

/// <summary>Words that stand in keys of lanes and things of messages.</summary>
public static class NotificationIds
{
    /// <summary>Follows a subscription's id where its backup contact is told.</summary>
    public const string Backup = "#backup";

    /// <summary>Begins the thing of a digest; the local date follows.</summary>
    public const string Digest = "digest:";

    /// <summary>The thing of a message that only shows that a contact can be reached.</summary>
    public const string Test = "test";

    /// <summary>What a digest is about: a source, and no entity of it.</summary>
    public static EntityKey DigestKey(string source) => new(source, EntityKind.None, "");
}
