using Grains.Interfaces.Entities;

namespace Grains.Notifications;

/// <summary>Tells faults that pass by themselves from those of what was to be done, which come again however often it is tried.</summary>
internal static class PassingFaults
{
    /// <summary>Whether the store was not there, had too much to do, or the caller gave up.</summary>
    public static bool Is(Exception fault) => fault is StoreUnavailableException or OverloadedException or OperationCanceledException;
}
