using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;

namespace Silo.Storage.Sqlite;

/// <summary>Who was told what, and who is to be, in the one file.</summary>
public sealed class SqliteMessageLog(SqliteDatabase database) : IMessageLog
{
    public async Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation) => await database.Readers.Run(
        session => session.Read(s => SqliteAnnouncements.Newest(s, source, key, limit).ConvertAll(record => record with { Notifications = SqliteMessageList.About(s, record) })), cancellation);

    public async Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation) => NotificationBounds.Of(query) is { } bounds
        ? await database.Readers.Run(session => session.Read(s => SqliteMessageList.Find(s, query, bounds)), cancellation)
        : new NotificationPage([], null);

    public Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation) =>
        database.Readers.Run(session => session.Read(s => SqliteMessageList.Read(s, source, id)), cancellation);

    public Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation) =>
        database.Writer.Run(session => session.Write(s => SqliteRetries.Retry(s, source, StorableText.ForLookup(id), now)), cancellation);
}
