namespace Simulator.Worlds.Model;

/// <summary>What Flexport calls an exception, and its own end where that was told.</summary>
internal sealed class ToldDisruption
{
    public required DateTimeOffset Since { get; set; }

    /// <summary>As it was last told; null: not told, or taken back.</summary>
    public DateTimeOffset? Resolved { get; set; }
}
