using System.Collections.Concurrent;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Cluster.Tests.Kit;

/// <summary>A target that answers everything as it is told to, until it is told otherwise.</summary>
internal sealed class SwitchedChannel(SendVerdict verdict) : INotificationChannel
{
    public string Name => "switched";

    public SendVerdict Verdict { get; set; } = verdict;

    /// <summary>Ids of all attempts.</summary>
    public ConcurrentQueue<string> Attempts { get; } = new();

    /// <summary>(id, entity) of each message that got through.</summary>
    public ConcurrentQueue<(string Id, string Entity)> Sent { get; } = new();

    public IEnumerable<string> Problems(Contact contact) => [];

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        var answer = Verdict;
        if (answer == SendVerdict.Sent) Sent.Enqueue((notification.Id, notification.Key.Id));
        Attempts.Enqueue(notification.Id);
        return Task.FromResult(new SendResult(answer, Error: "told to"));
    }
}
