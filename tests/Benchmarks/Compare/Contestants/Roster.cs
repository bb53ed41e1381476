using Benchmarks.Compare.Stores;

namespace Benchmarks.Compare.Contestants;

/// <summary>What a contestant is started with.</summary>
/// <param name="Secret">Signs all deliveries.</param>
internal sealed record Terms(Ground Ground, ContestantSettings Settings, string Secret);

/// <summary>One that takes the deliveries.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="What">For a person.</param>
/// <param name="Start">Starts it on an empty store, and waits until it is ready.</param>
internal sealed record Contestant(string Name, string What, Func<Terms, Task<Running>> Start);

/// <summary>All contestants.</summary>
internal static class Roster
{
    /// <summary>The one that the others are compared with.</summary>
    public const string Yardstick = "usual";

    public static IReadOnlyList<Contestant> All { get; } =
    [
        new(Yardstick, "Node Express + pg as the usual tutorial has it: HMAC, look-up, transaction of log row and state update", Usual.Start),
        new("plain", "plain Orleans: one ADO.NET grain-state write for each event, the processed-event set in the state", OfDotNet.Plain),
        new("floor", "the same endpoint, HMAC, envelope reader and group commit of the same rows, without grains and domain", OfDotNet.Floor),
        new("ours", "FlexportGrains, one process on PostgreSQL", OfDotNet.Ours),
        new("ours-split", "FlexportGrains, Api and Silo as two processes on PostgreSQL", OfDotNet.OursSplit),
        new("ours-sqlite", "FlexportGrains, one process on SQLite", OfDotNet.OursSqlite),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];
}
