using Microsoft.Extensions.Options;

namespace Api.Calls;

/// <summary>How long the edge waits for grains (<c>Flexport:Calls</c>). All well below Orleans' response timeout of 30 s.</summary>
public sealed class CallOptions
{
    /// <summary>A delivery or a query is answered within this time. 100 ms to 25 s; default 8 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Of this, what a delivery's entity gets before the delivery is parked. Below the deadline; default 4 s.</summary>
    public TimeSpan EntityAllowance { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often a call is made when it fails in a way that passes. 1 to 20; default 5.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>The longest pause before the second attempt; doubles with each. 0 to 1 s; default 25 ms.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Over how many ways, hence silos, parking is tried. 1 to 8; default 3.</summary>
    public int ParkTries { get; set; } = 3;

    /// <summary>How long one way of parking is waited for alone before the next is tried beside it. Default 1.2 s.</summary>
    public TimeSpan ParkPatience { get; set; } = TimeSpan.FromSeconds(1.2);
}

internal sealed class CallOptionsValidator : IValidateOptions<CallOptions>
{
    public ValidateOptionsResult Validate(string? name, CallOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(CallOptions options)
    {
        if (options.Deadline < TimeSpan.FromMilliseconds(100) || options.Deadline > TimeSpan.FromSeconds(25))
            yield return "Flexport:Calls:Deadline is from 00:00:00.1 to 00:00:25.";
        if (options.EntityAllowance <= TimeSpan.Zero || options.EntityAllowance >= options.Deadline)
            yield return "Flexport:Calls:EntityAllowance is above zero and below Flexport:Calls:Deadline: the rest is what parking has.";
        if (options.Attempts is < 1 or > 20)
            yield return "Flexport:Calls:Attempts is from 1 to 20.";
        if (options.Backoff < TimeSpan.Zero || options.Backoff > TimeSpan.FromSeconds(1))
            yield return "Flexport:Calls:Backoff is from 00:00:00 to 00:00:01.";
        if (options.ParkTries is < 1 or > 8)
            yield return "Flexport:Calls:ParkTries is from 1 to 8.";
        if (options.ParkPatience <= TimeSpan.Zero || options.ParkPatience > options.Deadline)
            yield return "Flexport:Calls:ParkPatience is above zero and at most Flexport:Calls:Deadline.";
    }
}
