using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Stakeholders and subscriptions in the file. Each change is one transaction, with what becomes of what waits.</summary>
/// <param name="time">The clock that commits go by.</param>
public sealed class SqliteSubscriptions(SqliteDatabase database, TimeProvider time) : ISubscriptionStore
{
    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) => database.Readers.Run(
        session => session.Read(s =>
        {
            var version = s.Query(SubscriptionStatements.Version, static row => row.GetInt64(0)).Single();
            return version > known ? new AllSubscriptions(version, SubscriptionRow.Books(Read(s, null))) : null;
        }),
        cancellation);

    public Task<SubscriptionBook> Read(string source, CancellationToken cancellation) => database.Readers.Run(
        session => session.Read(s => SubscriptionRow.Books(Read(s, source)).GetValueOrDefault(source) ?? SubscriptionJson.Empty), cancellation);

    public Task<SaveOutcome> Save(string source, Stakeholder stakeholder, WriteCondition condition, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s =>
        {
            var before = Find(s, SubscriptionStatements.ReadStakeholder, source, stakeholder.Id);
            if (!condition.Allows(before?.Row.Version)) return SaveOutcome.Differs;
            var version = CountChange(s);
            s.Execute(
                SubscriptionStatements.SaveStakeholder, ("$source", source), ("$id", stakeholder.Id),
                ("$document", SubscriptionJson.Write(stakeholder with { Version = version })), ("$version", version));
            if (before is null) return SaveOutcome.Created;
            SqliteLaneMoves.TryAgain(s, LaneMove.TargetsOf(source, stakeholder));
            return SaveOutcome.Replaced;
        }),
        cancellation);

    public Task<SaveOutcome> Save(string source, Subscription subscription, WriteCondition condition, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s =>
        {
            var before = Find(s, SubscriptionStatements.ReadSubscription, source, subscription.Id);
            if (!condition.Allows(before?.Row.Version)) return SaveOutcome.Differs;
            if (Find(s, SubscriptionStatements.ReadStakeholder, source, subscription.Stakeholder) is null) return SaveOutcome.NoStakeholder;
            if (subscription.Backup is { } backup && Find(s, SubscriptionStatements.ReadStakeholder, source, backup.Stakeholder) is null) return SaveOutcome.NoStakeholder;
            var (saved, isNew) = SubscriptionChange.Of(subscription, before?.Row, before?.CreatedAt ?? default, CountChange(s), Micros.Cut(time.GetUtcNow()));
            s.Execute(
                SubscriptionStatements.SaveSubscription, ("$source", source), ("$id", saved.Id), ("$stakeholder", saved.Stakeholder), ("$backup", saved.Backup?.Stakeholder),
                ("$document", SubscriptionJson.Write(saved)), ("$created", Micros.Of(saved.CreatedAt)), ("$generation", saved.Generation.ToByteArray(bigEndian: true)),
                ("$version", saved.Version));
            if (isNew) return SaveOutcome.Created;
            SqliteLaneMoves.Follow(s, LaneMove.Of(source, saved));
            return SaveOutcome.Replaced;
        }),
        cancellation);

    public Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s =>
        {
            if (Find(s, SubscriptionStatements.ReadStakeholder, source, id) is not { } before) return DeleteResult.Unknown;
            if (!condition.Allows(before.Row.Version)) return DeleteResult.Differs;
            if (s.Query(SubscriptionStatements.NamesStakeholder, static _ => true, ("$source", source), ("$id", id)).Count > 0) return DeleteResult.InUse;
            s.Execute(SubscriptionStatements.RemoveStakeholder, ("$source", source), ("$id", id));
            CountChange(s);
            return DeleteResult.Deleted;
        }),
        cancellation);

    public Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition, CancellationToken cancellation) => database.Writer.Run(
        session => session.Write(s =>
        {
            if (Find(s, SubscriptionStatements.ReadSubscription, source, id) is not { } before) return DeleteResult.Unknown;
            if (!condition.Allows(before.Row.Version)) return DeleteResult.Differs;
            s.Execute(SubscriptionStatements.RemoveSubscription, ("$source", source), ("$id", id));
            SqliteLaneMoves.Cancel(s, before.Row.Generation, id, id + NotificationIds.Backup);
            CountChange(s);
            return DeleteResult.Deleted;
        }),
        cancellation);

    private static long CountChange(SqliteSession session) => session.Query(SubscriptionStatements.CountChange, static row => row.GetInt64(0)).Single();

    /// <summary>What is stored, and when it was created if it is a subscription; null: nothing.</summary>
    private static (SubscriptionRow Row, DateTimeOffset CreatedAt)? Find(SqliteSession session, string statement, string source, string id) => session
        .Query(statement, static row => ((SubscriptionRow, DateTimeOffset)?)(Row(row), Micros.ToInstant(row.GetInt64(6))), ("$source", source), ("$id", StorableText.ForLookup(id)))
        .SingleOrDefault();

    private static List<SubscriptionRow> Read(SqliteSession session, string? source) => session.Query(SubscriptionStatements.Rows, Row, ("$source", source));

    private static SubscriptionRow Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2) == 1, row.GetString(3), row.GetInt64(4), row.IsDBNull(5) ? default : new Guid(row.GetFieldValue<byte[]>(5), bigEndian: true));
}
