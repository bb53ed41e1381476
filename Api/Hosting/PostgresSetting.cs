using Microsoft.Extensions.Options;
using Npgsql;

namespace Api.Hosting;

/// <summary>The connection string of PostgreSQL, <c>ConnectionStrings:Postgres</c>.</summary>
public static class PostgresSetting
{
    /// <summary>The string, or null when it is not set.</summary>
    /// <exception cref="OptionsValidationException">It is set but blank, as by a deployment whose secret is missing, or it is no connection string. Parts of it are not repeated: it may hold a password.</exception>
    public static string? Read(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Postgres") is not { } text) return null;
        if (string.IsNullOrWhiteSpace(text)) throw Refused("is set, but empty: give it a connection string, or take the setting away");
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 } ? text : throw Refused("names no Host");
        }
        catch (ArgumentException)
        {
            throw Refused("is not a connection string such as Host=localhost;Database=flexport;Username=flexport");
        }
    }

    internal static OptionsValidationException Refused(string problem) =>
        new("ConnectionStrings", typeof(string), [$"ConnectionStrings:Postgres {problem}."]);
}
