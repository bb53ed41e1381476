using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

#pragma warning disable CS9113 // Still to be written.

/// <summary>Who was told what, in the one file.</summary>
public sealed class SqliteMessageLog(SqliteDatabase database) : IMessageLog
{
    public Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();
}
