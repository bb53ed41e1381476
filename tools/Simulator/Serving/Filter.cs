using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Simulator.Serving;

/// <summary>One condition of a list: <c>f.type=…</c>, <c>f.occurred_at.gte=…</c>.</summary>
/// <param name="Field">The dotted path without <c>f.</c> and the comparison.</param>
/// <param name="Moment">The bound of <c>.gte</c> and <c>.lte</c>.</param>
internal readonly record struct Filter(string Field, FilterKind Kind, string Value, DateTimeOffset Moment)
{
    private const string Prefix = "f.";

    /// <summary>All conditions of a query, or what is wrong with it.</summary>
    /// <param name="known">The fields that can be asked for; null where any can.</param>
    public static (IReadOnlyList<Filter> Filters, string? Problem) ReadAll(IQueryCollection query, IReadOnlyCollection<string>? known)
    {
        var filters = new List<Filter>();
        foreach (var (name, values) in query)
        {
            if (name is Paging.PageName or Paging.PerName) continue;
            if (Read(name, values, known, out var problem) is not { } filter) return ([], problem);
            filters.Add(filter);
        }

        return (filters, null);
    }

    public bool Holds(string? value) => Kind switch
    {
        FilterKind.Equal => string.Equals(value, Value, StringComparison.Ordinal),
        FilterKind.AtLeast => TryRead(value, out var moment) && moment >= Moment,
        FilterKind.AtMost => TryRead(value, out var moment) && moment <= Moment,
        _ => false,
    };

    public static bool TryRead(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    private static Filter? Read(string name, StringValues values, IReadOnlyCollection<string>? known, out string? problem)
    {
        problem = null;
        var (field, kind) = name switch
        {
            _ when name.EndsWith(".gte", StringComparison.Ordinal) => (name[..^4], FilterKind.AtLeast),
            _ when name.EndsWith(".lte", StringComparison.Ordinal) => (name[..^4], FilterKind.AtMost),
            _ => (name, FilterKind.Equal),
        };
        if (!field.StartsWith(Prefix, StringComparison.Ordinal) || (known is not null && !known.Contains(name))) problem = $"'{name}' is no parameter of this list.";
        else if (values is not [{ Length: > 0 } single]) problem = $"'{name}' wants one value.";
        else if (kind == FilterKind.Equal) return new Filter(field[Prefix.Length..], kind, single, default);
        else if (TryRead(single, out var moment)) return new Filter(field[Prefix.Length..], kind, single, moment);
        else problem = $"'{name}' wants an instant such as 2026-01-31T00:00:00Z.";
        return null;
    }
}

internal enum FilterKind
{
    None = 0,
    Equal,
    /// <summary><c>.gte</c></summary>
    AtLeast,
    /// <summary><c>.lte</c></summary>
    AtMost,
}
