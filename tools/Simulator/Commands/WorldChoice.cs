using System.CommandLine;
using Simulator.Worlds;

namespace Simulator.Commands;

/// <summary>The options that say which world is meant. The same ones make the same world, in every command.</summary>
internal sealed class WorldChoice
{
    private readonly Option<int> shipments = OptionValues.Number("--shipments", "How many shipments the world has.", 2000, 1);
    private readonly Option<int> events = OptionValues.Number("--events", "How many events the world has.", 60000, 1);
    private readonly Option<int> seed = OptionValues.Number("--seed", "Makes the world and whatever is left to chance: the same seed, the same run.", 1, int.MinValue);
    private readonly Option<double> dialectA = OptionValues.Share("--dialect-a", "The share of shipments that speak dialect A; the others speak B.", 0.3);
    private readonly Option<DateTimeOffset> start = OptionValues.Instant("--start", "When the first shipment is made.", new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[shipments, events, seed, dialectA, start]) command.Add(option);
    }

    public int Seed(ParseResult line) => line.GetValue(seed);

    /// <summary>Makes the world; null, and says why, where these options make none.</summary>
    public World? Make(ParseResult line)
    {
        var options = new WorldOptions(Seed(line), line.GetValue(shipments), line.GetValue(events), line.GetValue(start), line.GetValue(dialectA));
        try
        {
            return World.Make(options);
        }
        catch (ArgumentException refusal)
        {
            line.InvocationConfiguration.Error.WriteLine(
                $"{line.CommandResult.Command.Name}: no world of {options.Shipments} shipments (--shipments) and {options.Events} events (--events): {refusal.Message}");
            return null;
        }
    }
}
