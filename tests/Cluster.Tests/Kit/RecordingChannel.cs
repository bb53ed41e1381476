using System.Collections.Concurrent;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Cluster.Tests.Kit;

/// <summary>Keeps what it was given, and fails the first attempts of each notification when told so.</summary>
internal sealed class RecordingChannel(int failures = 0) : INotificationChannel
{
    private readonly ConcurrentDictionary<string, int> attempts = new();

    public string Name => "recording";

    /// <summary>(entity, thing) of each message that got through.</summary>
    public ConcurrentQueue<(string Entity, string Thing)> Sent { get; } = new();

    public IEnumerable<string> Problems(Contact contact) => [];

    public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        if (attempts.AddOrUpdate(notification.Id, 1, static (_, made) => made + 1) <= failures)
        {
            return Task.FromResult(new SendResult(SendVerdict.Retry, Error: "told to fail"));
        }

        Sent.Enqueue((notification.Key.Id, notification.Thing));
        return Task.FromResult(new SendResult(SendVerdict.Sent));
    }
}
