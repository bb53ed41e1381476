using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>The one data source of a silo: stores and Orleans providers share its pool.</summary>
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
    ];

    /// <exception cref="ArgumentException">The connection string cannot be read; the message does not contain it.</exception>
    /// <remarks>It has no logger: the driver would log every statement as information. Failures reach the log through their callers.</remarks>
    public static NpgsqlDataSource Create(string connectionString) => NpgsqlDataSource.Create(Harden(connectionString));

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
