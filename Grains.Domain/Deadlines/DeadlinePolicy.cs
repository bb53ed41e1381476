namespace Grains.Domain.Deadlines;

/// <summary>How long is too long. A change counts for each entity from its next event on.</summary>
public sealed record DeadlinePolicy
{
    /// <summary>How long after an estimate a departure or arrival may come. Default 12 hours: most dates are noon or midnight of a day.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a container may be out before it is back empty. Default 5 days.</summary>
    public TimeSpan ReturnWithin { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long customs may hold the goods. Default 48 hours.</summary>
    public TimeSpan HoldWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long before its due date an unpaid invoice is spoken of. Default 3 days.</summary>
    public TimeSpan PaymentNotice { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a shipment under way may say nothing. Default 7 days.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromDays(7);
}
