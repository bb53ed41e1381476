using Grains.Domain.Facts;

namespace Grains.Domain.Deadlines;

/// <summary>A condition that holds now and must not hold for ever. Derived from what is known; when it no longer follows from that, it is gone.</summary>
/// <param name="Kind">What would be too late.</param>
/// <param name="Subject">What it is about; empty for the whole entity.</param>
/// <param name="Stages">By the time that they are due, ascending; never empty.</param>
internal sealed record Watch(DeadlineKind Kind, string Subject, IReadOnlyList<Stage> Stages)
{
    /// <summary>A watch of one stage; none when that lies beyond all times.</summary>
    public static Watch? Of(DeadlineKind kind, string subject, string stage, DateTimeOffset from, TimeSpan within) =>
        Stage.After(stage, from, within) is { } only ? new Watch(kind, subject, [only]) : null;

    /// <summary>Whether a stage is that of this name or one before it. Of a watch of one stage, and beside a name that it does not have, it is.</summary>
    public bool IsNoWorseThan(int stage, string name)
    {
        if (Stages.Count == 1) return true;
        for (var i = 0; i < stage; i++)
        {
            if (Stages[i].Name == name) return false;
        }

        return true;
    }

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
