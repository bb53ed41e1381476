using System.Collections.Immutable;
using System.Globalization;
using Grains.Domain.Facts;

namespace Grains.Domain.Deadlines;

/// <summary>
/// Which stages of which watches have fired. A mark is read once, when it comes: looking for one makes no text. The stages of a watch lie whole days apart, so
/// that when its end moves by days another stage comes to stand at a time at which one has fired: a worse one is news, a lesser one is not.
/// </summary>
internal sealed class FiredMarks
{
    private const string DueFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly ImmutableDictionary<(string Kind, string Subject), ImmutableArray<Fired>> fired;

    private FiredMarks(ImmutableDictionary<(string Kind, string Subject), ImmutableArray<Fired>> fired, bool anythingSaid) => (this.fired, AnythingSaid) = (fired, anythingSaid);

    public static FiredMarks None { get; } = new(ImmutableDictionary<(string Kind, string Subject), ImmutableArray<Fired>>.Empty, false);

    /// <summary>Whether a person has ever said anything of what needs attention.</summary>
    public bool AnythingSaid { get; }

    /// <summary>The text of a mark, <c>kind:subject:due</c>; the subject may have colons of its own.</summary>
    public static string Write(string kind, string subject, DateTimeOffset dueAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{subject}:{dueAt.UtcDateTime.ToString(DueFormat, CultureInfo.InvariantCulture)}");

    /// <summary>The same of a stage of a watch: where stages are told apart by name, <c>kind:subject:stage/due</c>.</summary>
    public static string Write(Watch watch, Stage stage) => !watch.NamesStages
        ? Write(watch.Kind.ToName(), watch.Subject, stage.DueAt)
        : string.Create(CultureInfo.InvariantCulture, $"{watch.Kind.ToName()}:{watch.Subject}:{stage.Name}/{stage.DueAt.UtcDateTime.ToString(DueFormat, CultureInfo.InvariantCulture)}");

    /// <summary>These and what a fact adds to them: most facts nothing.</summary>
    /// <param name="value">What the fact says: of a mark the stage's name, which marks of older programs have nowhere else.</param>
    public FiredMarks Add(PartKey part, FactValue? value) => part.Part switch
    {
        Part.Deadline => Add(part.Id, (value as FactValue.Text)?.Value ?? ""),
        Part.Acknowledgement when !AnythingSaid => new FiredMarks(fired, true),
        _ => this,
    };

    /// <summary>The last stage of a watch that has fired, or -1.</summary>
    public int LastStage(Watch watch)
    {
        if (fired.IsEmpty) return -1;
        var last = LastStage(watch, watch.Subject);
        for (var i = 0; i < watch.Aliases.Count; i++) last = Math.Max(last, LastStage(watch, watch.Aliases[i]));
        return last;
    }

    /// <summary>The least stage that has fired at a stage's time, for which an acknowledgement counts that names none; null when none has fired then.</summary>
    public string? LeastAt(Watch watch, Stage stage)
    {
        var least = LeastAt(watch, watch.Subject, stage, null);
        for (var i = 0; i < watch.Aliases.Count; i++) least = LeastAt(watch, watch.Aliases[i], stage, least);
        return least;
    }

    private string? LeastAt(Watch watch, string subject, Stage stage, string? least)
    {
        if (!fired.TryGetValue((watch.Kind.ToName(), subject), out var times)) return least;
        foreach (var one in times)
        {
            if (one.Second == stage.DueAt.UtcTicks / TimeSpan.TicksPerSecond && (least is null || watch.Rank(one.Stage) < watch.Rank(least))) least = one.Stage;
        }

        return least;
    }

    private int LastStage(Watch watch, string subject)
    {
        if (!fired.TryGetValue((watch.Kind.ToName(), subject), out var times)) return -1;
        var last = watch.Stages.Count - 1;
        while (last >= 0 && !Has(times, watch, last)) last--;
        return last;
    }

    private static bool Has(ImmutableArray<Fired> times, Watch watch, int stage)
    {
        var second = watch.Stages[stage].DueAt.UtcTicks / TimeSpan.TicksPerSecond;
        foreach (var fired in times)
        {
            if (fired.Second == second && watch.Rank(watch.Stages[stage].Name) <= watch.Rank(fired.Stage)) return true;
        }

        return false;
    }

    private FiredMarks Add(string mark, string stage)
    {
        var (first, last) = (mark.IndexOf(':', StringComparison.Ordinal), mark.LastIndexOf(':'));
        if (first < 0 || first == last) return this;
        var time = mark.AsSpan(last + 1);
        time = time[(time.IndexOf('/') + 1)..];
        if (!DateTime.TryParseExact(time, DueFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var due)) return this;
        var watch = (mark[..first], mark[(first + 1)..last]);
        var times = fired.GetValueOrDefault(watch, []);
        var one = new Fired(due.Ticks / TimeSpan.TicksPerSecond, stage);
        return times.Contains(one) ? this : new FiredMarks(fired.SetItem(watch, times.Add(one)), AnythingSaid);
    }

    private readonly record struct Fired(long Second, string Stage);
}
