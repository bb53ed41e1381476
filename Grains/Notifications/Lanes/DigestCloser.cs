using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Grains.Notifications.Lanes;

/// <summary>Closes digests whose hour has come. A digest is a period that is open or closed: when it ends is looked up at its end, so hours and zones that have changed meanwhile hold.</summary>
internal sealed partial class DigestCloser(ILaneStore store, ILogger<DigestCloser> logger)
{
    /// <summary>Closes an open one, if it is time.</summary>
    /// <returns>As it is to be sent, or when it is to be looked at again; neither: there was nothing to say, or it has changed and is looked at anew.</returns>
    public async Task<(WaitingLane? Closed, DateTimeOffset? OpenUntil)> Close(WaitingLane digest, Subscriber subscriber, DateTimeOffset now, CancellationToken cancellation)
    {
        var (day, at) = subscriber.Hours.NextDigest(digest.Since);
        // Whoever wants no digest any more gets what was collected for one now.
        if (at > now && subscriber.Timing == Timing.DailyDigest) return (null, at);
        var collected = await store.Collected(digest.Key, DigestContent.Most, cancellation);
        var (members, known) = (new List<WaitingLane>(), new List<(Guid, int)>());
        var bytes = 0;
        foreach (var lane in collected)
        {
            if (!Saying.HasSomething(lane, subscriber.EstimateThreshold))
            {
                known.Add((lane.Key.Id, lane.Revision));
                continue;
            }

            // One that cannot be read must not keep the others from being told.
            if (!DigestContent.CanTell(digest.Key, lane))
            {
                LogCannotBeTold(logger, lane.MessageId);
                known.Add((lane.Key.Id, lane.Revision));
                continue;
            }

            // What is too much for one goes with the next, which follows at once.
            bytes += lane.Message.Length + (lane.Told?.Length ?? 0);
            if (members.Count > 0 && bytes > DigestContent.MostBytes) break;
            members.Add(lane);
        }

        var closed = await store.Close(
            digest.Key, members.Count == 0 ? default : DigestContent.Write(digest.Key.Key.Source, day, members),
            members.ConvertAll(static lane => new DigestMember(lane.Key.Id, lane.Revision, lane.Message)), known, now, cancellation);
        return (closed, null);
    }

    [LoggerMessage(1, LogLevel.Error, "Message {Id} cannot be read and is left out of its digest. What it is about is announced, and stands in the journal.")]
    private static partial void LogCannotBeTold(ILogger logger, string id);
}
