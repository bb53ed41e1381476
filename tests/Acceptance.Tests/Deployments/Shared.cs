namespace Acceptance.Tests.Deployments;

/// <summary>The names of the deployments that all tests share which only use one; tests that break something start their own.</summary>
internal static class Shared
{
    public const string Sqlite = "SQLite, one process";
    public const string Postgres = "PostgreSQL, one process";
    public const string Cluster = "PostgreSQL, two silos and a front end";
}

[CollectionDefinition(Shared.Sqlite)]
public sealed class SharedSqlite : ICollectionFixture<SqliteDeployment>;

[CollectionDefinition(Shared.Postgres)]
public sealed class SharedPostgres : ICollectionFixture<PostgresDeployment>;

[CollectionDefinition(Shared.Cluster)]
public sealed class SharedCluster : ICollectionFixture<ClusterDeployment>;
