using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;

namespace Grains.Notifications;

/// <summary>Ids of notifications: the same whenever and wherever they are computed.</summary>
public static class NotificationIds
{
    /// <summary>Follows a subscription's id where its backup contact is told.</summary>
    public const string Backup = "#backup";

    /// <summary>Begins the thing of a digest; the local date follows.</summary>
    public const string Digest = "digest:";

    /// <summary>The thing of a message that only shows that a contact can be reached.</summary>
    public const string Test = "test";

    /// <summary><c>ntf_</c> and the hex SHA-256 of what makes a notification unique, each on a line. PostgreSQL computes the same for those of backups.</summary>
    public static string Of(string subscription, EntityKey key, string thing, int revision)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{subscription}\n{key.Source}\n{(int)key.Kind}\n{key.Id}\n{thing}\n{revision}");
        return "ntf_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The digest of a subscription that goes out on a day of the stakeholder's.</summary>
    public static string OfDigest(string source, string subscription, string thing) => Of(subscription, DigestKey(source), thing, 0);

    /// <summary>What a digest is about: a source, and no entity of it.</summary>
    public static EntityKey DigestKey(string source) => new(source, EntityKind.None, "");
}
