using Microsoft.Data.Sqlite;
using Storage.Tests.Postgres;
using Storage.Tests.Sqlite;

namespace Storage.Tests.Subscriptions;

/// <summary>SQL that both engines understand, past the stores: for what no store writes, and to see what stands there.</summary>
internal static class RawSql
{
    public static async Task Execute(this IStorageUnderTest storage, string sql) => await storage.Texts(sql);

    /// <summary>The first column of every row.</summary>
    public static async Task<List<string>> Texts(this IStorageUnderTest storage, string sql)
    {
        await using System.Data.Common.DbConnection connection = storage switch
        {
            PostgresUnderTest postgres => postgres.Source.CreateConnection(),
            SqliteUnderTest sqlite => new SqliteConnection($"Data Source={sqlite.File};Pooling=False"),
            _ => throw new NotSupportedException(),
        };
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) texts.Add(reader.GetString(0));
        return texts;
    }

    public static string Uuid(this IStorageUnderTest storage, Guid id) => storage is PostgresUnderTest ? $"'{id:D}'::uuid" : $"x'{id:N}'";

    public static string Bytes(this IStorageUnderTest storage, string hex) => storage is PostgresUnderTest ? $@"'\x{hex}'::bytea" : $"x'{hex}'";

    public static string Time(this IStorageUnderTest storage, DateTimeOffset time) =>
        storage is PostgresUnderTest ? $"'{time.UtcDateTime:O}'::timestamptz" : $"{(time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}";

    /// <summary>The clock that commits go by.</summary>
    public static async Task<DateTimeOffset> Now(this IStorageUnderTest storage) =>
        storage is PostgresUnderTest postgres ? new DateTimeOffset(await postgres.Scalar<DateTime>("SELECT clock_timestamp()")) : DateTimeOffset.UtcNow;
}
