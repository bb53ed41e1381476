namespace Benchmarks.Grow.Axes;

/// <summary>One end by <c>kill -9</c> and what came after it. Seconds count from the kill.</summary>
/// <param name="Backlog">Commits whose list rows were not written at the kill.</param>
/// <param name="FirstAccepted">Until a delivery was answered 200.</param>
/// <param name="ListsDone">Until the list rows of all commits were written.</param>
internal sealed record Recovery(int Events, long Backlog, double FirstAccepted, double ListsDone, long Accepted, long Stored, long Unanswered)
{
    /// <summary>Whether all that was acknowledged is there; what had no answer may be there or not.</summary>
    public bool IsSound => Stored >= Accepted && Stored <= Accepted + Unanswered;
}
