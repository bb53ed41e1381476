using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>What to do when an extension cannot be had.</summary>
internal static class MissingExtension
{
    private const string Advice =
        "The search in lists needs PostgreSQL's extension pg_trgm. It comes with the server's contrib package: install that, then let the owner of the "
        + "database (or a superuser) run CREATE EXTENSION pg_trgm in a schema of the connection's search path, or GRANT CREATE ON DATABASE to the role "
        + "that this service uses. Then start again.";

    /// <summary>Null when the failure is about something else.</summary>
    public static string? Explain(Exception? failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is PostgresException refused && IsAboutIt(refused)) return Advice;
        }

        return null;
    }

    // Not shipped with the server (two codes, by its version), not allowed, or created in a schema that the search path does not have.
    private static bool IsAboutIt(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.InsufficientPrivilege =>
            refused.MessageText.Contains("extension", StringComparison.OrdinalIgnoreCase),
        PostgresErrorCodes.UndefinedObject => refused.MessageText.Contains("gin_trgm_ops", StringComparison.Ordinal),
        _ => false,
    };
}
