using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;

namespace Grains.Notifications.Lanes;

/// <summary>Closes digests whose hour has come. A digest is a period that is open or closed: when it ends is looked up at its end, so hours and zones that have changed meanwhile hold.</summary>
internal sealed class DigestCloser(ILaneStore store)
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
}
