namespace Silo.Storage;

/// <summary>One numbered schema change, as embedded from <c>deploy/sql/&lt;engine&gt;/</c>.</summary>
/// <param name="Name">The file's name, such as <c>0001_journal.sql</c>; it is recorded once applied, so never rename one.</param>
public sealed record SchemaChange(int Number, string Name, string Sql);

/// <summary>The schema changes that this program brings along.</summary>
public static class EmbeddedSql
{
    /// <summary>Ascending by number.</summary>
    /// <param name="engine">The folder: <c>postgres</c> or <c>sqlite</c>.</param>
    public static IReadOnlyList<SchemaChange> Of(string engine)
    {
        var assembly = typeof(EmbeddedSql).Assembly;
        var folder = $"sql/{engine}/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[folder.Length..])),
        ];
    }

    private static SchemaChange Read(Stream resource, string name)
    {
        using var reader = new StreamReader(resource);
        return new SchemaChange(int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
