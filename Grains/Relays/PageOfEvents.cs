namespace Grains.Relays;

/// <summary>Takes events until there are enough, for a store that reads them one after the other.</summary>
/// <param name="mostBytes">Facts and bodies at most; the first event is taken whatever its size, for it must be told some time.</param>
public sealed class PageOfEvents(int mostBytes)
{
    private readonly List<Tellable> events = [];
    private long bytes;

    public IReadOnlyList<Tellable> Events => events;

    /// <summary>False when it has no room for this one: it begins the next page.</summary>
    public bool TryAdd(Tellable tellable)
    {
        bytes += tellable.Size;
        if (events.Count > 0 && bytes > mostBytes) return false;
        events.Add(tellable);
        return true;
    }
}
