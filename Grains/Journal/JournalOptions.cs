using System.ComponentModel.DataAnnotations;

namespace Grains.Journal;

/// <summary>Bounds of a silo's journal (configuration section <c>Journal</c>).</summary>
public sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>Entries in one transaction at most. Default 512.</summary>
    [Range(1, 10_000)]
    public int MaxBatchEntries { get; set; } = 512;

    /// <summary>Bytes of facts, bodies and heads in one transaction at most, beyond its first entry. Default 8 MiB.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBatchBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Entries waiting or being written at most; more are refused as overload. Default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxWaitingEntries { get; set; } = 20_000;

    /// <summary>Bytes waiting or being written at most; more are refused as overload. Default 256 MiB.</summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long MaxWaitingBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How long one transaction may take before its outcome counts as unknown. Default 7 s: below the front end's deadline.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(7);

    /// <summary>Calls waiting for a cold entity at most; more are refused as overload. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaitingLoads { get; set; } = 5_000;

    /// <summary>Cold entities loaded in one round trip at most. Default 256.</summary>
    [Range(1, 10_000)]
    public int MaxLoadKeys { get; set; } = 256;
}
