using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>The data sources of a silo: one that stores and Orleans providers share, and a small one for lists.</summary>
public static class PostgresDataSource
{
    /// <summary>Settings of every connection; they come last, so that a connection string cannot weaken them.</summary>
    private static readonly string[] Settings =
    [
        // An answered delivery survives a crash of the server.
        "synchronous_commit=on",
        // A stopped or slow silo must not stall a healthy one for long.
        "lock_timeout=5s",
        "statement_timeout=30s",
        "idle_in_transaction_session_timeout=30s",
        // A silo whose host vanished gives up its locks within half a minute.
        "tcp_keepalives_idle=10",
        "tcp_keepalives_interval=5",
        "tcp_keepalives_count=3",
        "tcp_user_timeout=15s",
        // Every statement here goes by key and is good with one plan for any batch. Planning it anew each time costs more than running it;
        // and a plan that was made while a table was small is kept for long, so it must not be a scan.
        "plan_cache_mode=force_generic_plan",
        "enable_seqscan=off",
        // A table without an index, of one row, is thought so dear by that setting that the statement would be compiled: 150 ms of a processor for a millisecond's work.
        "jit=off",
    ];

    /// <summary>What differs on connections for lists. They come after the others, so they stand.</summary>
    private static readonly string[] ListSettings =
    [
        // What is rare and what is frequent decides which index serves a list: it is planned for the values that it is asked for.
        "plan_cache_mode=force_custom_plan",
        "enable_seqscan=on",
        // Look-ups by key are of the same memory or flash as everything else. By the default, which is for turning disks, a thousand of them are
        // thought dearer than going through all heads.
        "random_page_cost=1.1",
        // A list may not take the processors from the journal.
        "max_parallel_workers_per_gather=0",
        "statement_timeout=5s",
        "default_transaction_read_only=on",
    ];

    /// <summary>So many lists are made at once; the others wait their turn.</summary>
    private const int ListConnections = 8;

    /// <exception cref="ArgumentException">The connection string cannot be read; the message does not contain it.</exception>
    /// <remarks>It has no logger: the driver would log every statement as information. Failures reach the log through their callers.</remarks>
    public static NpgsqlDataSource Create(string connectionString) => NpgsqlDataSource.Create(Harden(connectionString));

    /// <summary>For lists: few connections, which the journal does not need and cannot lose to them.</summary>
    public static NpgsqlDataSource CreateForLists(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(Harden(connectionString));
        builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, ListConnections);
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, builder.MaxPoolSize);
        builder.Options = string.Join(' ', [builder.Options, .. ListSettings.Select(setting => "-c " + setting)]);
        return NpgsqlDataSource.Create(builder);
    }

    /// <summary>The connection string with the service's settings; pool size and time limits stay as given.</summary>
    public static string Harden(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Timeout", () => builder.Timeout = 5);
        // Above lock_timeout, so that the server's own answer, which is certain, usually comes first.
        Default("Command Timeout", () => builder.CommandTimeout = 15);
        Default("Application Name", () => builder.ApplicationName = "FlexportGrains");
        Default("Max Auto Prepare", () => builder.MaxAutoPrepare = 100);
        Default("Auto Prepare Min Usages", () => builder.AutoPrepareMinUsages = 2);
        Default("TCP Keepalive Time", () => builder.TcpKeepAliveTime = 10);
        Default("TCP Keepalive Interval", () => builder.TcpKeepAliveInterval = 5);
        // No statement here changes its session: nothing to reset.
        Default("No Reset On Close", () => builder.NoResetOnClose = true);
        builder.Options = string.Join(' ', [builder.Options, .. Settings.Select(setting => "-c " + setting)]).Trim();
        builder.IncludeErrorDetail = false;
        builder.PersistSecurityInfo = false;
        return builder.ConnectionString;

        void Default(string keyword, Action set)
        {
            if (!builder.ShouldSerialize(keyword)) set();
        }
    }
}
