using System.ComponentModel.DataAnnotations;

namespace Grains.Lists;

/// <summary>How the rows of lists follow the journal (configuration section <c>Lists</c>).</summary>
public sealed class ListOptions
{
    public const string Section = "Lists";

    /// <summary>The rest after each round of rows: what changes again meanwhile is written once. Default 400 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Rows in one transaction at most. Default 256.</summary>
    [Range(1, 10_000)]
    public int MaxRows { get; set; } = 256;

    /// <summary>How long nothing is heard of another silo's writer until its rows are written here. Default 5 s; a writer is heard of every second.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(5);
}
