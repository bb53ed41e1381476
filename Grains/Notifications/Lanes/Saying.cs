using System.Text.Json;
using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Whether a lane has anything to say when its turn comes. Pure. It looks at what was told and at what holds now, and at nothing between: whoever was told of a thing hears its correction, whoever was not
/// hears none, and what is known already is not said again.
/// </summary>
internal static class Saying
{
    /// <param name="threshold">Of an estimate: moves up to this are not told.</param>
    public static bool HasSomething(WaitingLane lane, TimeSpan threshold)
    {
        // A deadline that fires once more corrects nothing: it is news each time.
        if (Topics.Covers("deadline", lane.Key.Thing)) return true;
        var isEstimate = Estimates.Are(lane.Key.Thing);
        if (lane.Told is { } told)
        {
            // Something may have been heard beyond it: what holds is said once more, for that may be what it corrects.
            if (lane.Doubtful) return true;
            return isEstimate ? Estimates.Differ(Estimates.Of(told), Estimates.Of(lane.Message), threshold) : !SameNews.Holds(told.Span, lane.Message.Span);
        }

        if (lane.Doubtful) return true;
        if (!lane.Fits) return false;
        // The first estimate is no news, but what it is measured from: that it holds no more is.
        return isEstimate ? Estimates.Differ(lane.Base, Estimates.Of(lane.Message), threshold) : !IsWithdrawn(lane.Message);
    }

    private static bool IsWithdrawn(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("withdrawn", out var withdrawn) && withdrawn.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
