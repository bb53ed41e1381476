using System.Collections.Immutable;
using System.Globalization;
using Grains.Domain.Facts;

namespace Grains.Domain.Deadlines;

/// <summary>Which stages of which watches have fired. A mark is read once, when it comes: looking for one makes no text.</summary>
internal sealed class FiredMarks
{
    private const string DueFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly ImmutableDictionary<(string Kind, string Subject), ImmutableArray<long>> fired;

    private FiredMarks(ImmutableDictionary<(string Kind, string Subject), ImmutableArray<long>> fired, bool anythingSaid) => (this.fired, AnythingSaid) = (fired, anythingSaid);

    public static FiredMarks None { get; } = new(ImmutableDictionary<(string Kind, string Subject), ImmutableArray<long>>.Empty, false);

    /// <summary>Whether a person has ever said anything of what needs attention.</summary>
    public bool AnythingSaid { get; }

    /// <summary>The text of a mark, <c>kind:subject:due</c>; the subject may have colons of its own.</summary>
    public static string Write(string kind, string subject, DateTimeOffset dueAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{subject}:{dueAt.UtcDateTime.ToString(DueFormat, CultureInfo.InvariantCulture)}");

    /// <summary>These and what a part adds to them: most parts nothing.</summary>
    public FiredMarks Add(PartKey part) => part.Part switch
    {
        Part.Deadline => Add(part.Id),
        Part.Acknowledgement when !AnythingSaid => new FiredMarks(fired, true),
        _ => this,
    };

    /// <summary>The last stage of a watch that has fired, or -1.</summary>
    public int LastStage(Watch watch)
    {
        if (fired.IsEmpty || !fired.TryGetValue((watch.Kind.ToName(), watch.Subject), out var times)) return -1;
        var stage = watch.Stages.Count - 1;
        while (stage >= 0 && !times.Contains(watch.Stages[stage].DueAt.UtcTicks / TimeSpan.TicksPerSecond)) stage--;
        return stage;
    }

    private FiredMarks Add(string mark)
    {
        var (first, last) = (mark.IndexOf(':', StringComparison.Ordinal), mark.LastIndexOf(':'));
        if (first < 0 || first == last) return this;
        if (!DateTime.TryParseExact(mark.AsSpan(last + 1), DueFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var due)) return this;
        var watch = (mark[..first], mark[(first + 1)..last]);
        var times = fired.GetValueOrDefault(watch, []);
        var second = due.Ticks / TimeSpan.TicksPerSecond;
        return times.Contains(second) ? this : new FiredMarks(fired.SetItem(watch, times.Add(second)), AnythingSaid);
    }
}
