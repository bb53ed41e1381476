using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;

namespace Silo.Storage.Sqlite;

/// <summary>Stakeholders and subscriptions in the file.</summary>
public sealed class SqliteSubscriptions(SqliteDatabase database) : ISubscriptionStore
{
    internal const string Version = "SELECT version FROM subscriptions_version";

    private const string Documents = """
        SELECT source, document, 0 FROM stakeholders WHERE $source IS NULL OR source = $source
        UNION ALL
        SELECT source, document, 1 FROM subscriptions WHERE $source IS NULL OR source = $source
        """;

    private const string CountChange = "UPDATE subscriptions_version SET version = version + 1";

    private const string HasStakeholder = "SELECT 1 FROM stakeholders WHERE source = $source AND id = $id";

    private const string CreatedAt = "SELECT created_at FROM subscriptions WHERE source = $source AND id = $id";

    private const string SaveStakeholder = """
        INSERT INTO stakeholders (source, id, document) VALUES ($source, $id, $document)
        ON CONFLICT DO UPDATE SET document = excluded.document
        """;

    private const string SaveSubscription = """
        INSERT INTO subscriptions (source, id, stakeholder, backup_stakeholder, document, created_at)
        VALUES ($source, $id, $stakeholder, $backup, $document, $created)
        ON CONFLICT DO UPDATE SET stakeholder = excluded.stakeholder, backup_stakeholder = excluded.backup_stakeholder, document = excluded.document
        """;

    private const string NamesStakeholder = """
        SELECT 1 FROM subscriptions WHERE source = $source AND stakeholder = $id
        UNION ALL
        SELECT 1 FROM subscriptions WHERE source = $source AND backup_stakeholder = $id
        LIMIT 1
        """;

    private const string RemoveStakeholder = "DELETE FROM stakeholders WHERE source = $source AND id = $id";

    private const string RemoveSubscription = "DELETE FROM subscriptions WHERE source = $source AND id = $id";

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) => database.Readers.Run(
        session => session.Read(s =>
        {
            var version = s.Query(Version, static row => row.GetInt64(0)).Single();
            return version > known ? new AllSubscriptions(version, SubscriptionJson.Books(Read(s, null))) : null;
        }),
        cancellation);

    public Task<SubscriptionBook> Read(string source, CancellationToken cancellation) => database.Readers.Run(
        session => session.Read(s => SubscriptionJson.Books(Read(s, source)).GetValueOrDefault(source) ?? SubscriptionJson.Empty), cancellation);

    public Task<bool> Save(string source, Stakeholder stakeholder, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s =>
        {
            var created = !Has(s, HasStakeholder, source, stakeholder.Id);
            s.Execute(SaveStakeholder, ("$source", source), ("$id", stakeholder.Id), ("$document", SubscriptionJson.Write(stakeholder)));
            s.Execute(CountChange);
            return created;
        }),
        cancellation);

    public Task<bool?> Save(string source, Subscription subscription, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write<bool?>(s =>
        {
            if (!Has(s, HasStakeholder, source, subscription.Stakeholder)) return null;
            if (subscription.Backup is { } backup && !Has(s, HasStakeholder, source, backup.Stakeholder)) return null;
            var before = s.Query(CreatedAt, static row => Micros.ToInstant(row.GetInt64(0)), ("$source", source), ("$id", subscription.Id));
            var saved = before.Count > 0 ? subscription with { CreatedAt = before[0] } : subscription;
            s.Execute(
                SaveSubscription, ("$source", source), ("$id", saved.Id), ("$stakeholder", saved.Stakeholder), ("$backup", saved.Backup?.Stakeholder),
                ("$document", SubscriptionJson.Write(saved)), ("$created", Micros.Of(saved.CreatedAt)));
            s.Execute(CountChange);
            return before.Count == 0;
        }),
        cancellation);

    public Task<DeleteResult> DeleteStakeholder(string source, string id, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s => Has(s, NamesStakeholder, source, id) ? DeleteResult.InUse : Remove(s, RemoveStakeholder, source, id)), cancellation);

    public Task<DeleteResult> DeleteSubscription(string source, string id, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s => Remove(s, RemoveSubscription, source, id)), cancellation);

    private static DeleteResult Remove(SqliteSession session, string statement, string source, string id)
    {
        if (session.Execute(statement, ("$source", source), ("$id", StorableText.ForLookup(id))) == 0) return DeleteResult.Unknown;
        session.Execute(CountChange);
        return DeleteResult.Deleted;
    }

    private static bool Has(SqliteSession session, string statement, string source, string id) =>
        session.Query(statement, static _ => true, ("$source", source), ("$id", StorableText.ForLookup(id))).Count > 0;

    private static List<(string Source, string Document, bool IsSubscription)> Read(SqliteSession session, string? source) =>
        session.Query(Documents, static row => (row.GetString(0), row.GetString(1), row.GetInt32(2) == 1), ("$source", source));
}
