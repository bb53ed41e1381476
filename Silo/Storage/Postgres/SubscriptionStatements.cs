namespace Silo.Storage.Postgres;

/// <summary>The statements of <see cref="PostgresSubscriptions"/>.</summary>
internal static class SubscriptionStatements
{
    /// <summary>The version is read in the same snapshot as the rows.</summary>
    public const string ReadChanged = """
        SELECT v.version, d.source, d.id, d.is_subscription, d.document, d.version, d.generation
        FROM subscriptions_version AS v
        LEFT JOIN (
          SELECT source, id, false AS is_subscription, document, version, '00000000-0000-0000-0000-000000000000'::uuid AS generation
          FROM stakeholders WHERE @source IS NULL OR source = @source
          UNION ALL
          SELECT source, id, true, document, version, generation FROM subscriptions WHERE @source IS NULL OR source = @source
        ) AS d ON true
        WHERE v.version > @known
        """;

    /// <summary>Begins each change: its row is locked first, so changes come one after the other, and who reads a version finds all changes up to it.</summary>
    public const string CountChange = "UPDATE subscriptions_version SET version = version + 1 RETURNING version, clock_timestamp()";

    public const string ReadStakeholder = """
        SELECT document, version, '00000000-0000-0000-0000-000000000000'::uuid, NULL::timestamptz FROM stakeholders WHERE source = @source AND id = @id
        """;

    public const string ReadSubscription = "SELECT document, version, generation, created_at FROM subscriptions WHERE source = @source AND id = @id";

    public const string SaveStakeholder = """
        INSERT INTO stakeholders (source, id, document, version) VALUES (@source, @id, @document, @version)
        ON CONFLICT (source, id) DO UPDATE SET document = excluded.document, version = excluded.version
        """;

    public const string SaveSubscription = """
        INSERT INTO subscriptions (source, id, stakeholder, backup_stakeholder, document, created_at, generation, version)
        VALUES (@source, @id, @stakeholder, @backup, @document, @created, @generation, @version)
        ON CONFLICT (source, id) DO UPDATE
        SET stakeholder = excluded.stakeholder, backup_stakeholder = excluded.backup_stakeholder, document = excluded.document, version = excluded.version
        """;

    public const string RemoveStakeholder = "DELETE FROM stakeholders WHERE source = @source AND id = @id";

    public const string RemoveSubscription = "DELETE FROM subscriptions WHERE source = @source AND id = @id";
}
