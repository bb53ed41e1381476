using System.Globalization;
using Grains.Domain.Facts;

namespace Grains.Domain.Deadlines;

/// <summary>A condition that holds now and must not hold for ever. Derived from what is known; when it no longer follows from that, it is gone.</summary>
/// <param name="Kind">What would be too late.</param>
/// <param name="Subject">What it is about; empty for the whole entity.</param>
/// <param name="Stages">By the time that they are due, ascending; never empty.</param>
internal sealed record Watch(DeadlineKind Kind, string Subject, IReadOnlyList<Stage> Stages)
{
    private const string DaysLate = "day+";

    /// <summary>What else the subject was called, or is told by: what has fired or was acknowledged under such a name counts.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>A watch of one stage; none when that lies beyond all times.</summary>
    public static Watch? Of(DeadlineKind kind, string subject, string stage, DateTimeOffset from, TimeSpan within) =>
        Stage.After(stage, from, within) is { } only ? new Watch(kind, subject, [only]) : null;

    /// <summary>Whether a mark has to name the stage: where there are several, or where the one is worse the more days late it is.</summary>
    public bool NamesStages => Stages.Count > 1 || Kind == DeadlineKind.MustArrive;

    /// <summary>How bad a stage of that name is beside the others of this watch; a name that it does not have is the worst.</summary>
    public int Rank(string stage)
    {
        if (Kind == DeadlineKind.MustArrive) return DaysLateBy(stage);
        if (Stages.Count == 1) return 0;
        for (var i = 0; i < Stages.Count; i++)
        {
            if (Stages[i].Name == stage) return i;
        }

        return int.MaxValue;
    }

    private static int DaysLateBy(string stage) =>
        stage.Length == 0 ? int.MaxValue
        : stage.StartsWith(DaysLate, StringComparison.Ordinal) && int.TryParse(stage.AsSpan(DaysLate.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days
        : 0;

    /// <summary>The part whose being known says that the stage of this time has fired; looked for by <see cref="FiredMarks"/>.</summary>
    public PartKey Mark(Stage stage) => new(Part.Deadline, FiredMarks.Write(this, stage));
}

/// <summary>One of the times of a watch.</summary>
/// <param name="Name">How far it has come then.</param>
/// <param name="DueAt">UTC, whole seconds.</param>
internal readonly record struct Stage(string Name, DateTimeOffset DueAt)
{
    /// <summary>Null when that lies beyond all times.</summary>
    public static Stage? After(string name, DateTimeOffset from, TimeSpan within)
    {
        if (DateTimeOffset.MaxValue - from <= within + TimeSpan.FromDays(1)) return null;
        var at = (from + within).ToUniversalTime();
        var part = at.Ticks % TimeSpan.TicksPerSecond;
        // Up, not down: nothing fires before its time.
        return new Stage(name, part == 0 ? at : at.AddTicks(TimeSpan.TicksPerSecond - part));
    }
}
