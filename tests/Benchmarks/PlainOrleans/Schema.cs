using Npgsql;

namespace Benchmarks.PlainOrleans;

/// <summary>The tables and statements of the ADO.NET provider, as the service has them.</summary>
internal static class Schema
{
    // The file notes its number in a table of the service's own.
    private const string Before = "CREATE TABLE flexport_schema (version int, oldest_program int);\n";

    public static async Task Create(string connectionString)
    {
        using var reader = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream("orleans.sql")!);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Before + await reader.ReadToEndAsync(), connection);
        await command.ExecuteNonQueryAsync();
    }
}
