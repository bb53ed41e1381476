namespace Grains.Domain.Deadlines;

/// <summary>How long is too long. A change counts for each entity from its next event on.</summary>
public sealed record DeadlinePolicy
{
    /// <summary>
    /// How long after an estimate, of one that is a day after the end of that day, it may take until Flexport says that it departed or arrived. Default 36 hours:
    /// events are recorded more than a day after they occurred.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(36);

    /// <summary>How long a container may be out before it is back empty. Default 5 days.</summary>
    public TimeSpan ReturnWithin { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long customs may hold the goods. Default 48 hours.</summary>
    public TimeSpan HoldWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long before its due date an unpaid invoice is spoken of. Default 3 days.</summary>
    public TimeSpan PaymentNotice { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a shipment under way may say nothing, where its mode is none of the following. Default 7 days.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Likewise by sea, in part or by barge. Default 14 days.</summary>
    public TimeSpan SilenceOcean { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Likewise by air. Default 3 days.</summary>
    public TimeSpan SilenceAir { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Likewise by truck. Default 4 days.</summary>
    public TimeSpan SilenceTruck { get; init; } = TimeSpan.FromDays(4);

    /// <summary>Likewise by rail. Default 4 days.</summary>
    public TimeSpan SilenceRail { get; init; } = TimeSpan.FromDays(4);
}
