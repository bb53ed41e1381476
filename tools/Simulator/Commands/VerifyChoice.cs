using System.CommandLine;
using Simulator.Verification;

namespace Simulator.Commands;

/// <summary>The options that say whose state is compared.</summary>
internal sealed class VerifyChoice
{
    private const string KeyVariable = "FLEXPORT_API_KEY";
    private const int Connections = 16;

    private readonly Option<Uri[]> apis = OptionValues.Addresses("--api", "The service's query API; several are asked in turn.");
    private readonly Option<string?> key = new("--operator-key") { Description = $"The API's bearer token; default {KeyVariable} of the environment. None is needed in Development." };
    private readonly Option<int> every = OptionValues.Number("--lists-of-every", "Lists are asked for what is known of every so manieth entity; 0 for none.", 50);
    private readonly Option<int> letters = OptionValues.Number("--dead-letters", "How many open dead letters are expected.", 0);
    private readonly Option<TimeSpan> settle = OptionValues.Duration("--settle", "How long an entity that differs is asked again.", TimeSpan.FromSeconds(60));

    /// <summary>Whether an API is named.</summary>
    public bool NamesApi(ParseResult line) => line.GetValue(apis) is { Length: > 0 };

    public void AddTo(Command command, bool required)
    {
        apis.Required = required;
        foreach (var option in (Option[])[apis, key, settle, every, letters]) command.Add(option);
    }

    /// <param name="otherwise">Whom to ask where no API is named.</param>
    public VerifyOptions Read(ParseResult line, IEnumerable<Uri> otherwise, TimeSpan patience) => new(
        NamesApi(line) ? line.GetValue(apis)! : [.. otherwise.Distinct()],
        line.GetValue(key) ?? (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given ? given : null),
        line.GetValue(settle),
        patience,
        Connections)
    {
        ListsOfEvery = line.GetValue(every),
        DeadLetters = line.GetValue(letters),
        Progress = line.InvocationConfiguration.Error,
    };
}
