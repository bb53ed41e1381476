using System.ComponentModel.DataAnnotations;

namespace Grains.Notifications;

/// <summary>How notifications are sent (configuration section <c>Flexport:Notifications</c>).</summary>
public sealed class NotificationOptions : IValidatableObject
{
    public const string Section = "Flexport:Notifications";

    /// <summary>What had happened longer ago than this when it was announced is recorded and shown, and nobody is told, unless it corrects what was told. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36525.00:00:00")]
    public TimeSpan OldestAnnounced { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Messages to one target under way at the same time. One that fails is tried with one at a time. Default 8.</summary>
    [Range(1, 1000)]
    public int PerTarget { get; set; } = 8;

    /// <summary>Targets that one silo sends to at the same time; the others' turn comes when one of them has nothing due. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int Targets { get; set; } = 1_000;

    /// <summary>So long after it was heard of last another silo takes over what a silo that died or hangs was sending. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What one attempt may take at most, whatever a channel is told. Longer than the channels' own timeouts, which are 60 s at most. Default 75 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestTrial { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>Messages that have ended are kept so long, for people who ask who was told what. Default 180 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "36525.00:00:00")]
    public TimeSpan KeepMessages { get; set; } = TimeSpan.FromDays(180);

    /// <summary>What was told of a thing is remembered so long after the last that was heard of it; a correction that comes later is told to nobody. Default 400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36525.00:00:00")]
    public TimeSpan KeepLanes { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Wait before the second attempt; doubles with each further one. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Attempts after which a notification has failed for a person to see. Default 100: about a day.</summary>
    [Range(1, 10_000)]
    public int MaxAttempts { get; set; } = 100;

    /// <summary>Failures of a target in a row after which it is left alone for a while. Default 5.</summary>
    [Range(1, 1000)]
    public int BreakerFailures { get; set; } = 5;

    /// <summary>How long it is left alone the first time; doubles with each trial that fails. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause before a trial; not below the first. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestBreakerPause { get; set; } = TimeSpan.FromMinutes(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LongestBreakerPause < BreakerPause)
            yield return new ValidationResult($"{Section}:{nameof(LongestBreakerPause)} is not below {Section}:{nameof(BreakerPause)}.", [nameof(LongestBreakerPause)]);
    }
}
