using System.CommandLine;
using System.Globalization;
using Flexport.Webhooks.Signatures;
using Simulator.Delivery;
using Simulator.Worlds;

namespace Simulator.Commands;

/// <summary><c>record</c>: writes signed deliveries to a file, for a load generator to replay.</summary>
internal sealed class RecordCommand
{
    private readonly Option<FileInfo> file = new("--to") { Description = "The file to write; one that is there is replaced.", Required = true };
    private readonly Option<string> secret = new("--secret") { Description = "The secret that signs.", Required = true };
    private readonly Option<int> events = OptionValues.Number("--events", "How many deliveries, each of an event of its own.", 100_000, 1, 1_000_000);
    private readonly Option<int> seed = OptionValues.Number("--seed", "Makes the worlds and whatever is left to chance: the same seed, the same file.", 1, int.MinValue);
    private readonly Option<double> dialectA = OptionValues.Share("--dialect-a", "The share of shipments that speak dialect A; the others speak B.", 0.3);
    private readonly Option<DateTimeOffset> start = OptionValues.Instant("--start", "When the first shipment of each small world is made.", new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private readonly Option<Shuffle> shuffle = OptionValues.Of("--shuffle", "The order: full, window:N (nothing moves more than N places) or none.", () => new Shuffle(200), Shuffle.Parse, "full, window:N or none");

    private RecordCommand()
    {
    }

    public static Command Make()
    {
        var record = new RecordCommand();
        var command = new Command("record", "Writes the deliveries of a long-running account to a file, signed and shuffled, each once.");
        foreach (var option in (Option[])[record.file, record.secret, record.events, record.seed, record.dialectA, record.start, record.shuffle]) command.Add(option);
        command.SetAction(record.Run);
        return command;
    }

    private async Task<int> Run(ParseResult line, CancellationToken stop)
    {
        var (output, error) = (line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
        if (line.GetValue(secret) is not { Length: > 0 } text)
        {
            await error.WriteLineAsync("record --secret: it is empty. Give the secret that the service verifies by.");
            return ExitCodes.WrongCommand;
        }

        var told = LongAccount.Tell(new WorldOptions(line.GetValue(seed), 0, line.GetValue(events), line.GetValue(start), line.GetValue(dialectA)));
        var schedule = Schedule.Plan(told, new ScheduleOptions(line.GetValue(seed), 0, line.GetValue(shuffle), 0));
        var path = line.GetValue(file)!.FullName;
        try
        {
            await using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            await Recording.Write(stream, schedule, new Signing(WebhookSecret.FromText("first", text), null, 1), stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"record --to: {path} cannot be written: {fault.Message} Give another file.");
            return ExitCodes.Failed;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{schedule.Deliveries.Count:N0} deliveries, {schedule.Deliveries.Average(one => one.Body.Length):N0} bytes a body, in {path}"));
        return ExitCodes.Good;
    }
}
