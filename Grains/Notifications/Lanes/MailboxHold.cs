namespace Grains.Notifications.Lanes;

/// <summary>
/// A mailbox that this silo has. It goes by the machine's own time whether it has it still, and believes so for less time than the database does; whoever sends looks before each message.
/// </summary>
internal sealed class MailboxHold(TakenMailbox taken, Guid holder, TimeSpan lease, TimeProvider time)
{
    // Of the time that is left some is for a message to get out.
    private readonly TimeSpan believed = lease * 0.7;
    private volatile TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long renewedAt = TimeProvider.System.GetTimestamp();
    private volatile bool isLost;

    public string Target => taken.Target;

    public long News => taken.News;

    public Guid Holder => holder;

    /// <summary>By the clock that people's instants are compared with. UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether this silo alone sends to the target.</summary>
    public bool IsHeld => !isLost && TimeProvider.System.GetElapsedTime(Interlocked.Read(ref renewedAt)) < believed;

    /// <param name="asked">The timestamp of the machine's clock before the database was asked.</param>
    public void Renewed(long asked) => Interlocked.Exchange(ref renewedAt, asked);

    /// <summary>Another silo has it now.</summary>
    public void Lost() => isLost = true;

    /// <summary>Ends when something may have come to wait.</summary>
    public Task NextNews() => news.Task;

    /// <summary>Something may have come to wait.</summary>
    public void Tell()
    {
        var before = news;
        news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
    }
}
