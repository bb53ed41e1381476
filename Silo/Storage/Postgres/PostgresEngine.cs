using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>PostgreSQL as the host sees it: checked, migrated, answering, and with partitions for the months to come.</summary>
public sealed partial class PostgresEngine(NpgsqlDataSource database, TimeProvider clock, ILogger<PostgresEngine> logger) : IStorageEngine
{
    public string Name => "postgres";

    public async Task Prepare(CancellationToken cancellation)
    {
        try
        {
            await using (var connection = await database.OpenConnectionAsync(cancellation))
            {
                (await ServerSettings.Read(connection, cancellation)).Admit();
            }

            var schema = await new PostgresMigrations(database, logger).Apply(PostgresMigrations.Program, cancellation);
            await MakePartitions(cancellation);
            LogPrepared(logger, schema.Version, schema.OldestProgram);
        }
        catch (Exception e) when (PostgresFaults.IsOurs(e))
        {
            throw PostgresFaults.Translate(e);
        }
    }

    public async Task<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            return await command.ExecuteScalarAsync(cancellation) is 1;
        }
        catch (Exception e) when (PostgresFaults.IsOurs(e))
        {
            LogSilent(logger, e.GetType().Name, (e as PostgresException)?.SqlState);
            return false;
        }
    }

    /// <exception cref="StoreUnavailableException">Not made now; what fits no month is kept by the default partition meanwhile.</exception>
    public async Task Maintain(CancellationToken cancellation)
    {
        try
        {
            await new CommitPartitions(database).Make(clock.GetUtcNow(), cancellation);
        }
        catch (Exception e) when (PostgresFaults.IsOurs(e))
        {
            throw PostgresFaults.Translate(e);
        }
    }

    public Task<IBodyMove?> MoveBodies(CancellationToken cancellation) =>
        PostgresFaults.Guard(async () => (IBodyMove?)await PostgresBodyMove.Begin(database, cancellation));

    // No reason not to start: the default partition keeps what fits no month, and Maintain tries again.
    private async Task MakePartitions(CancellationToken cancellation)
    {
        try
        {
            await new CommitPartitions(database).Make(clock.GetUtcNow(), cancellation);
        }
        catch (Exception e) when (PostgresFaults.IsOurs(e))
        {
            LogPartitionsMissing(logger, e);
        }
    }
}
