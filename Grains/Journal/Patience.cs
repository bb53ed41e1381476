using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>An end to waiting for a store.</summary>
internal static class Patience
{
    // A driver that is told to stop first asks a server that hangs to cancel, and waits for that: 12 to 17 s were seen for a token of 7 s.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Leaves a call that goes on long after its token fired; whatever becomes of it is unknown.</summary>
    /// <exception cref="StoreUnavailableException">It took longer.</exception>
    public static async Task<T> WithinTime<T>(this Task<T> call, TimeSpan limit)
    {
        try
        {
            return await call.WaitAsync(limit + Grace);
        }
        catch (TimeoutException late)
        {
            // Its failure, if it comes to one, has nobody left to tell.
            call.Ignore();
            throw new StoreUnavailableException("The store does not answer in time.", late);
        }
    }
}
