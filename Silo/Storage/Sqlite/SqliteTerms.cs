using Grains.Interfaces.Entities;

namespace Silo.Storage.Sqlite;

/// <summary>The exact terms that entities are found by: written in the transaction of their head, and only those that changed.</summary>
internal static class SqliteTerms
{
    private const string Read = "SELECT terms FROM entity_rows WHERE source = $source AND kind = $kind AND id = $id";

    private const string Add = """
        INSERT INTO entity_terms (source, kind, term, id) VALUES ($source, $kind, $term, $id)
        ON CONFLICT (source, kind, term, id) DO NOTHING
        """;

    private const string Remove = "DELETE FROM entity_terms WHERE source = $source AND kind = $kind AND term = $term AND id = $id";

    /// <summary>As the head has them; empty when there is no head.</summary>
    public static string Of(SqliteSession session, EntityKey key) =>
        session.Query(Read, row => row.GetString(0), ("$source", key.Source), ("$kind", (int)key.Kind), ("$id", key.Id)).FirstOrDefault("");

    public static void Replace(SqliteSession session, EntityKey key, string before, string after)
    {
        var (old, wanted) = (Split(before), Split(after));
        foreach (var term in old.Except(wanted)) Write(session, Remove, key, term);
        foreach (var term in wanted.Except(old)) Write(session, Add, key, term);
    }

    private static string[] Split(string terms) => terms.Split(HeadWords.Between, StringSplitOptions.RemoveEmptyEntries);

    private static void Write(SqliteSession session, string statement, EntityKey key, string term) =>
        session.Execute(statement, ("$source", key.Source), ("$kind", (int)key.Kind), ("$term", term), ("$id", key.Id));
}
