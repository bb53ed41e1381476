using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Deadlines;

/// <summary>How entries of the journal are named that no event of Flexport's brought, but the clock.</summary>
public static class DeadlineNames
{
    /// <summary>The type of such an entry.</summary>
    public const string Type = "deadline";

    /// <summary>What their event ids begin with: <c>deadline:&lt;kind&gt;:&lt;subject&gt;:&lt;due&gt;</c>. No event of Flexport's can have one, for entities refuse them.</summary>
    public const string Prefix = "deadline:";

    /// <summary>Whether an entry is such a one.</summary>
    public static bool IsDeadline(EventId eventId) => eventId.Value.StartsWith(Prefix, StringComparison.Ordinal);
}
