namespace Api.Health;

/// <summary>One thing that must be well before requests may come.</summary>
public interface IReadinessCheck
{
    /// <summary>Such as <c>storage</c>.</summary>
    string Name { get; }

    /// <summary>Whether it is well now. May throw or take its time: both count as not well.</summary>
    Task<bool> IsReady(CancellationToken cancellation);
}
