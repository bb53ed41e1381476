using Grains.Interfaces.Entities;

namespace Silo.Storage.Postgres;

/// <summary>A page of a list as it fills: a row more than is asked for is wanted, for it says that there is a next page.</summary>
/// <param name="after">Where the page before ended.</param>
internal sealed class PageInProgress(EntityQuery query, Cursor? after)
{
    private readonly List<(byte[] Row, Cursor Place)> found = [];

    public int Count => found.Count;

    public int Missing => query.Limit + 1 - found.Count;

    /// <summary>Where to go on: after the last that was found.</summary>
    public Cursor? End => found.Count > 0 ? found[^1].Place : after;

    public void Add(byte[] row, Cursor place) => found.Add((row, place));

    public EntityPage Finish()
    {
        var rows = found.Take(query.Limit).Select(one => one.Row).ToList();
        return new EntityPage(rows, Missing == 0 ? ListCursor.Write(query, found[query.Limit - 1].Place) : null);
    }
}
