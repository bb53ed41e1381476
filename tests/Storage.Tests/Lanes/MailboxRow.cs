namespace Storage.Tests.Lanes;

/// <summary>A mailbox as the model keeps it.</summary>
public sealed class MailboxRow(string target, DateTimeOffset due, int needs)
{
    public string Target { get; } = target;
    public DateTimeOffset DueAt { get; set; } = due;
    public long News { get; private set; } = 1;
    public int Needs { get; private set; } = needs;
    public Guid? Holder { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public DateTimeOffset? NotBefore { get; set; }
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>When it is to be looked at.</summary>
    public DateTimeOffset ReadyAt => NotBefore > DueAt ? NotBefore.Value : DueAt;

    public void Touch(DateTimeOffset due, int needs)
    {
        (News, Needs) = (News + 1, Math.Max(Needs, needs));
        if (due < DueAt) DueAt = due;
    }

    /// <summary>Whether nobody has it, by the database's clock. Who has it for longer than a lease was given it by a clock that was ahead.</summary>
    public bool IsFree(DateTimeOffset clock, TimeSpan lease) => Holder is null || LeaseUntil <= clock || LeaseUntil > clock + lease;
}
