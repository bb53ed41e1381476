namespace Silo.Storage.Sqlite;

/// <summary>The statements of <see cref="SqliteSubscriptions"/>.</summary>
internal static class SubscriptionStatements
{
    public const string Version = "SELECT version FROM subscriptions_version";

    public const string Rows = """
        SELECT source, id, 0, document, version, NULL FROM stakeholders WHERE $source IS NULL OR source = $source
        UNION ALL
        SELECT source, id, 1, document, version, generation FROM subscriptions WHERE $source IS NULL OR source = $source
        """;

    public const string CountChange = "UPDATE subscriptions_version SET version = version + 1 RETURNING version";

    public const string ReadStakeholder = "SELECT source, id, 0, document, version, NULL, 0 FROM stakeholders WHERE source = $source AND id = $id";

    public const string ReadSubscription = "SELECT source, id, 1, document, version, generation, created_at FROM subscriptions WHERE source = $source AND id = $id";

    public const string SaveStakeholder = """
        INSERT INTO stakeholders (source, id, document, version) VALUES ($source, $id, $document, $version)
        ON CONFLICT DO UPDATE SET document = excluded.document, version = excluded.version
        """;

    public const string SaveSubscription = """
        INSERT INTO subscriptions (source, id, stakeholder, backup_stakeholder, document, created_at, generation, version)
        VALUES ($source, $id, $stakeholder, $backup, $document, $created, $generation, $version)
        ON CONFLICT DO UPDATE
        SET stakeholder = excluded.stakeholder, backup_stakeholder = excluded.backup_stakeholder, document = excluded.document, version = excluded.version
        """;

    public const string NamesStakeholder = """
        SELECT 1 FROM subscriptions WHERE source = $source AND stakeholder = $id
        UNION ALL
        SELECT 1 FROM subscriptions WHERE source = $source AND backup_stakeholder = $id
        LIMIT 1
        """;

    public const string RemoveStakeholder = "DELETE FROM stakeholders WHERE source = $source AND id = $id";

    public const string RemoveSubscription = "DELETE FROM subscriptions WHERE source = $source AND id = $id";
}
