using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Sees to a lane whose turn it is: finds out whether anything is to be said, to whom and over which channel as of now, tries once, and says what is to come of it. Never throws but for the store.
/// </summary>
internal sealed partial class LaneSender(
    IEnumerable<INotificationChannel> channels,
    Subscribers subscribers,
    DigestCloser digests,
    Transports transports,
    Circuits circuits,
    NotificationInstruments instruments,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<LaneSender> logger)
{
    /// <summary>What a paused subscription has waiting is looked at again so late at the latest; resuming it has it looked at.</summary>
    private static readonly TimeSpan WhileHeld = TimeSpan.FromMinutes(30);

    /// <summary>What needs a channel that this silo has not waits for one that has.</summary>
    private static readonly TimeSpan WithoutChannel = TimeSpan.FromMinutes(1);

    /// <summary>A target whose transport is busy comes again so late, half of it by chance.</summary>
    private static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(2);

    /// <summary>So long a message that is under way may take when the silo stops.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);

    /// <param name="book">As of after the lane was read.</param>
    /// <param name="mayStill">Whether this silo has the mailbox still, and the lane is as it was read as far as it knows.</param>
    /// <param name="stopping">The silo stops.</param>
    /// <exception cref="StoreUnavailableException">A digest could not be closed.</exception>
    public async Task<PostedMessage> Post(WaitingLane lane, Subscribers.Book book, Func<bool> mayStill, CancellationToken stopping)
    {
        // Whatever comes first, the others are not kept waiting by it.
        await Task.Yield();
        try
        {
            var posted = await Decide(lane, book, mayStill, stopping);
            if (posted.Outcome is not { End: LaneEnd.PutOff or LaneEnd.Nothing }) return posted;
            // What was saved since the book was read counts: what is put off now is not looked at for long.
            var now = await subscribers.Read(stopping);
            return now.Version == book.Version ? posted : await Decide(lane, now, mayStill, stopping);
        }
        catch (Exception fault) when (!PassingFaults.Is(fault))
        {
            // What nobody can read is that message's failure. Its kind has no secret in it.
            LogCannotBeSaid(logger, lane.MessageId, fault.GetType().Name);
            return new PostedMessage(new LaneOutcome(lane.Key.Id, lane.Revision, lane.Retries, LaneEnd.Failed, time.GetUtcNow(), Error: $"It could not be put into words: {fault.GetType().Name}."));
        }
    }

    private async Task<PostedMessage> Decide(WaitingLane lane, Subscribers.Book book, Func<bool> mayStill, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var (hearing, subscriber) = book.Of(lane.Key);
        if (hearing == Hearing.Held) return PutOff(lane, now + WhileHeld);
        if (subscriber is null) return Ended(lane, LaneEnd.Nothing, now);
        var isBackup = lane.Key.Subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal);
        // Where it goes is as of now: another mailbox sends it, after what that is sending.
        if ((isBackup ? subscriber.Backup?.Target.Target : subscriber.Target) is not { } target) return Ended(lane, LaneEnd.Nothing, now);
        if (target != lane.Target) return new PostedMessage(new LaneOutcome(lane.Key.Id, lane.Revision, lane.Retries, LaneEnd.PutOff, now, now, Target: target));
        // A backup contact is for when it matters.
        var hours = subscriber.Timing == Timing.OutsideQuietHours && !isBackup ? subscriber.Hours : null;
        if (hours?.NotQuiet(now) is { } awake && awake > now) return PutOff(lane, awake);
        if (lane.Key.IsDigest && !lane.IsClosed)
        {
            var (closed, opensAt) = await digests.Close(lane, subscriber, now, stopping);
            if (opensAt is { } later) return PutOff(lane, later);
            if (closed is null) return new PostedMessage(null);
            lane = closed;
        }
        else if (!lane.Key.IsDigest && !Saying.HasSomething(lane, subscriber.EstimateThreshold))
        {
            return Ended(lane, LaneEnd.Nothing, now);
        }

        return await Send(lane, book, hours, mayStill, stopping);
    }

    private async Task<PostedMessage> Send(WaitingLane lane, Subscribers.Book book, LocalHours? hours, Func<bool> mayStill, CancellationToken stopping)
    {
        var contact = book.Contact(lane.Target);
        var name = contact?.Channel ?? lane.Target;
        // Only the configuration's targets have a channel's name.
        if (contact is null && lane.Target.Contains('/', StringComparison.Ordinal)) return Ended(lane, LaneEnd.Nothing, time.GetUtcNow());
        if (!byName.TryGetValue(name, out var channel)) return PutOff(lane, time.GetUtcNow() + WithoutChannel, $"This silo has no channel {name}.");
        var message = lane.Key.IsDigest ? lane.Message : Messages.Comparing(lane);
        // Made before the way is entered: what cannot be read is not sent, and leaves no trial behind.
        var members = lane.Key.IsDigest ? DigestContent.Members(lane.Key, lane.Message) : null;
        var notification = new Notification(
            lane.MessageId, lane.Key.Subscription, name, lane.Target, lane.Key.Key, lane.Key.IsDigest ? DigestContent.Thing(lane.Message) : lane.Key.Thing, lane.Revision, lane.AnnouncedAt, message,
            lane.Attempts + 1, lane.Retries)
        { Told = lane.Told, Generation = lane.Key.Generation == Guid.Empty ? null : lane.Key.Generation };
        var transport = channel.Transport(contact);
        if (circuits.Enter(transport) is { } closedUntil) return new PostedMessage(null, SendFault.Transport, name, closedUntil);
        try
        {
            using var slot = await transports.Enter(transport, channel.Slots, stopping);
            if (slot is null)
            {
                circuits.Unknown(transport);
                return new PostedMessage(null, SendFault.None, name, time.GetUtcNow() + (WhileBusy * (0.5 + (Random.Shared.NextDouble() / 2))));
            }

            // It may have waited for long.
            if (!mayStill())
            {
                circuits.Unknown(transport);
                return new PostedMessage(null);
            }

            return Judge(new Attempt(lane, notification, channel, members), transport, hours, await Try(channel, notification, contact, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            circuits.Unknown(transport);
            return new PostedMessage(null);
        }
    }

    private async Task<SendResult> Try(INotificationChannel channel, Notification notification, Contact? contact, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(options.Value.LongestTrial);
        // What is under way when the silo stops may still get through.
        await using var end = stopping.Register(() => patience.CancelAfter(Grace));
        try
        {
            return await channel.Send(notification, contact, patience.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new SendResult(SendVerdict.Retry, Error: "The silo stopped while it was sent.", MayHaveArrived: true);
        }
        catch (OperationCanceledException)
        {
            return new SendResult(SendVerdict.Retry, Error: $"It did not get through within {options.Value.LongestTrial.TotalSeconds:0} s.", Fault: SendFault.Transport, MayHaveArrived: true);
        }
        catch (Exception reason)
        {
            // Its message may have a secret in it; its kind has none.
            LogChannelFault(logger, notification.Channel, notification.Id, reason.GetType().Name);
            return new SendResult(SendVerdict.Retry, Error: $"The channel failed: {reason.GetType().Name}.", Fault: SendFault.Target, MayHaveArrived: true);
        }
    }

    private PostedMessage Judge(Attempt attempt, string transport, LocalHours? hours, SendResult result)
    {
        var (lane, notification, channel, _) = attempt;
        var (now, target) = (time.GetUtcNow(), TargetOf(channel.Name, lane.Target));
        var wasSent = result.Verdict == SendVerdict.Sent;
        instruments.Attempted(channel.Name, wasSent ? 1 : 0, wasSent ? 0 : 1);
        var pause = Feed(transport, target, result, now);
        if (wasSent) return Of(attempt, LaneEnd.Sent, now);
        var error = result.Error ?? "The target did not take it.";
        if (result.Verdict == SendVerdict.Failed || notification.Attempts >= options.Value.MaxAttempts)
        {
            LogGivenUp(logger, notification.Id, lane.Target, notification.Attempts, error);
            return Of(attempt, LaneEnd.Failed, now, result, error) with { PausedUntil = pause };
        }

        var next = now + Backoff.Wait(notification.Attempts, options.Value, Random.Shared.NextDouble(), result.RetryAfter);
        if (hours is not null) next = hours.NotQuiet(next);
        LogRetry(logger, notification.Id, lane.Target, notification.Attempts, next - now, error);
        var outcome = new LaneOutcome(lane.Key.Id, lane.Revision, lane.Retries, LaneEnd.Again, now, next, result.MayHaveArrived, error);
        return new PostedMessage(outcome, result.Fault, channel.Name, pause);
    }

    /// <returns>Until when the target is to be left alone.</returns>
    private DateTimeOffset? Feed(string transport, string target, SendResult result, DateTimeOffset now)
    {
        switch (result)
        {
            case { Verdict: SendVerdict.Sent }:
                circuits.Succeeded(transport);
                circuits.Succeeded(target);
                return null;
            case { Fault: SendFault.Transport }:
                return circuits.Failed(transport, result.Error);
            // Of what a channel does not say whose fault it is, the contact is the one that it was about.
            case { Fault: SendFault.Target } or { Verdict: SendVerdict.Retry, Fault: SendFault.None }:
                // It answered: the way is open.
                circuits.Succeeded(transport);
                var pause = circuits.Failed(target, result.Error);
                return result.RetryAfter is { } asked && !(pause > now + asked) ? now + asked : pause;
            default:
                // A message that is refused was heard.
                circuits.Succeeded(transport);
                return null;
        }
    }

    private PostedMessage Of(Attempt attempt, LaneEnd end, DateTimeOffset now, SendResult result = default, string? error = null)
    {
        var (lane, notification, channel, members) = attempt;
        var letter = new SentLetter(lane.Key, channel.Name, lane.Target, notification.Attempts, lane.Since, lane.Key.IsDigest ? lane.Message : Messages.Of(lane), Words(channel, notification));
        var outcome = new LaneOutcome(
            lane.Key.Id, lane.Revision, lane.Retries, end, now, MayHaveArrived: result.MayHaveArrived, Error: error, Letter: letter, Members: members, Message: lane.Message);
        return new PostedMessage(outcome, result.Fault, channel.Name);
    }

    /// <summary>They are kept for people; what was sent is sent without them.</summary>
    private string? Words(INotificationChannel channel, Notification notification)
    {
        try
        {
            return channel.Words(notification);
        }
        catch (Exception fault)
        {
            LogCannotBeSaid(logger, notification.Id, fault.GetType().Name);
            return null;
        }
    }

    private static PostedMessage Ended(WaitingLane lane, LaneEnd end, DateTimeOffset now) => new(new LaneOutcome(lane.Key.Id, lane.Revision, lane.Retries, end, now));

    private static PostedMessage PutOff(WaitingLane lane, DateTimeOffset until, string? error = null) =>
        new(new LaneOutcome(lane.Key.Id, lane.Revision, lane.Retries, LaneEnd.PutOff, lane.Since, until, Error: error));

    private static string TargetOf(string channel, string target) => $"{channel} of {target}";

    private sealed record Attempt(WaitingLane Lane, Notification Notification, INotificationChannel Channel, IReadOnlyList<DigestMember>? Members);
}
