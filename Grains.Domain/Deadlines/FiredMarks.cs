using System.Globalization;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Deadlines;

/// <summary>The stages that have fired, read out of their marks once: whoever asks for one formats nothing.</summary>
internal sealed class FiredMarks
{
    /// <summary>How a mark ends: when the stage was due, UTC.</summary>
    public const string Due = "yyyyMMdd'T'HHmmss'Z'";

    private readonly HashSet<(string Kind, string Subject, long DueAt)> marks = [];

    private FiredMarks(PartBucket deadlines)
    {
        foreach (var (key, _) in deadlines)
        {
            // kind:subject:due, where the subject may have colons of its own.
            var (first, last) = (key.Id.IndexOf(':', StringComparison.Ordinal), key.Id.LastIndexOf(':'));
            if (first < 0 || first == last) continue;
            if (DateTime.TryParseExact(key.Id.AsSpan(last + 1), Due, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var due))
                marks.Add((key.Id[..first], key.Id[(first + 1)..last], due.Ticks));
        }
    }

    public static FiredMarks Of(EntityState state) => state.Parts.Of(Part.Deadline).Derive(static deadlines => new FiredMarks(deadlines));

    /// <summary>Whether this stage of a watch has fired.</summary>
    public bool Has(Watch watch, Stage stage) => marks.Contains((watch.Kind.ToName(), watch.Subject, stage.DueAt.UtcTicks));
}
