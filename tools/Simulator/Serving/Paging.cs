using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Simulator.Serving;

/// <summary>Which part of a list is asked for: <c>page</c> from 1, <c>per</c> from 1 to 100.</summary>
internal readonly record struct Paging(int Page, int Per)
{
    public const string PageName = "page";
    public const string PerName = "per";
    public const int MostPer = 100;
    private const int UsualPer = 10;

    public static (Paging Paging, string? Problem) Read(IQueryCollection query)
    {
        if (Number(query, PageName, 1, int.MaxValue) is not { } page) return (default, $"'{PageName}' is a number from 1.");
        if (Number(query, PerName, UsualPer, MostPer) is not { } per) return (default, $"'{PerName}' is a number from 1 to {MostPer}.");
        return (new Paging(page, per), null);
    }

    public IEnumerable<T> Of<T>(IReadOnlyList<T> all)
    {
        var start = (long)(Page - 1) * Per;
        for (var i = start; i < Math.Min(start + Per, all.Count); i++) yield return all[(int)i];
    }

    /// <summary>The absolute address of the page before, or null.</summary>
    public string? Previous(HttpRequest request) => Page > 1 ? Address(request, Page - 1) : null;

    /// <summary>The absolute address of the page after, or null.</summary>
    public string? Next(HttpRequest request, int all) => (long)Page * Per < all ? Address(request, Page + 1) : null;

    private string Address(HttpRequest request, int page)
    {
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key is not (PageName or PerName)))
        {
            { PageName, page.ToString(CultureInfo.InvariantCulture) },
            { PerName, Per.ToString(CultureInfo.InvariantCulture) },
        };
        return UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
    }

    private static int? Number(IQueryCollection query, string name, int otherwise, int most)
    {
        if (!query.TryGetValue(name, out var values)) return otherwise;
        return values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
    }
}
