using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Deadlines;

/// <summary>How entries of the journal are named that no event of Flexport's brought, but the clock, or a person who has seen what needs attention.</summary>
public static class DeadlineNames
{
    /// <summary>The type of an entry that the clock made.</summary>
    public const string Type = "deadline";

    /// <summary>The type of an entry by which a person acknowledges what needs attention.</summary>
    public const string AcknowledgedType = "attention:acknowledged";

    /// <summary>The type of an entry by which a person puts it off.</summary>
    public const string SnoozedType = "attention:snoozed";

    /// <summary>What the event ids of all of them begin with: <c>deadline:&lt;kind&gt;:&lt;subject&gt;:&lt;due&gt;</c>, or <c>…:&lt;stage&gt;/&lt;due&gt;</c> where stages are told apart, and the next two. No event of Flexport's can have one, for entities refuse them.</summary>
    public const string Prefix = "deadline:";

    private const string AcknowledgedPrefix = Prefix + "acknowledged:";

    /// <summary>Of a time to come back that has come: <c>deadline:snooze_over:&lt;kind&gt;:&lt;subject&gt;:&lt;time&gt;</c>.</summary>
    public const string SnoozeOverPrefix = Prefix + "snooze_over:";

    /// <summary>Of an acknowledgement: <c>deadline:acknowledged:&lt;request&gt;</c>.</summary>
    public static EventId AcknowledgementOf(Guid request) => new($"{AcknowledgedPrefix}{request:N}");

    /// <summary>Whether an entry is such a one.</summary>
    public static bool IsDeadline(EventId eventId) => eventId.Value.StartsWith(Prefix, StringComparison.Ordinal);
}
