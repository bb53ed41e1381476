using Grains.Interfaces.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Many rows as arrays, one for each column: a statement takes a whole batch in one round trip.</summary>
internal static class Columns
{
    public static TColumn[] Of<T, TColumn>(IReadOnlyList<T> items, Func<T, TColumn> value)
    {
        var column = new TColumn[items.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(items[i]);
        return column;
    }

    /// <summary>The three columns of a key: <c>sources</c>, <c>kinds</c> and <c>ids</c> behind the prefix.</summary>
    public static NpgsqlCommand WithKeys<T>(this NpgsqlCommand command, string prefix, IReadOnlyList<T> items, Func<T, EntityKey> key) => command
        .WithArray(prefix + "sources", NpgsqlDbType.Text, Of(items, item => key(item).Source))
        .WithArray(prefix + "kinds", NpgsqlDbType.Smallint, Of(items, item => (short)key(item).Kind))
        .WithArray(prefix + "ids", NpgsqlDbType.Text, Of(items, item => key(item).Id));
}
