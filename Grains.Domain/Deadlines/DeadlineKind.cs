using System.Diagnostics;

namespace Grains.Domain.Deadlines;

/// <summary>What can be too late.</summary>
internal enum DeadlineKind
{
    None = 0,
    DepartureOverdue,
    ArrivalOverdue,
    FreeTime,
    ContainerReturn,
    CustomsHold,
    Silence,
    Payment,
    CargoReady,
    MustArrive,
}

internal static class DeadlineKinds
{
    /// <summary>The name outside, which is stored too: never change one.</summary>
    public static string ToName(this DeadlineKind kind) => kind switch
    {
        DeadlineKind.DepartureOverdue => "departure_overdue",
        DeadlineKind.ArrivalOverdue => "arrival_overdue",
        DeadlineKind.FreeTime => "free_time",
        DeadlineKind.ContainerReturn => "container_return",
        DeadlineKind.CustomsHold => "customs_hold",
        DeadlineKind.Silence => "silence",
        DeadlineKind.Payment => "payment",
        DeadlineKind.CargoReady => "cargo_ready",
        DeadlineKind.MustArrive => "must_arrive",
        _ => throw new UnreachableException($"Deadline {kind} has no name."),
    };
}
