using Grains.Notifications.Lanes;

namespace Silo.Storage;

/// <summary>Names of lanes that every engine can store. What a sender writes can end up in a thing.</summary>
internal static class StorableLanes
{
    /// <summary>The lane as it is stored: its id is that of the stored names, so that whoever reads the row computes the same.</summary>
    public static LaneKey Clean(LaneKey lane) => StorableText.IsClean(lane.Thing) ? lane : lane with { Thing = StorableText.Clean(lane.Thing) };
}
