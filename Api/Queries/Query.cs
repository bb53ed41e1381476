using System.Runtime.ExceptionServices;
using Api.Calls;
using Api.Problems;
using Api.Security;

namespace Api.Queries;

/// <summary>What all queries share: parameters, source, patience, and the answer when nobody answers.</summary>
internal sealed class Query(Sources sources, GrainCalls calls)
{
    /// <summary>Ends the request when a parameter or the source is not usable.</summary>
    /// <returns>Whether it was ended.</returns>
    public async Task<bool> Rejects(HttpContext context, QueryParameters parameters, string source)
    {
        if (parameters.Bad is { } bad)
        {
            await context.Response.Problem(StatusCodes.Status400BadRequest, bad.Detail, bad.Name);
            return true;
        }

        if (sources.Find(source) is not null) return false;
        await context.Response.Problem(StatusCodes.Status404NotFound, "There is no such source.", "source");
        return true;
    }

    /// <summary>For a call that itself waits for somebody outside; below the 30 s after which Orleans gives it up.</summary>
    public TimeSpan Longest { get; } = TimeSpan.FromSeconds(28);

    /// <summary>Asks a grain; when it cannot be had, ends the request.</summary>
    /// <param name="cursor">Given to the grain: an argument it refuses is this one.</param>
    /// <param name="patience">How long; default as every query.</param>
    public async Task<(bool Answered, T? Value)> Ask<T>(HttpContext context, Func<Task<T>> call, string? cursor = null, TimeSpan? patience = null)
    {
        var answer = await calls.Run(call, patience ?? calls.Options.Deadline);
        if (answer.Answered) return (true, answer.Value);
        if (answer.Failure != CallFailure.Fault)
            await context.Response.Unavailable("The state cannot be read now. Ask again.");
        else if (cursor is not null && answer.Cause is ArgumentException)
            await context.Response.Problem(StatusCodes.Status400BadRequest, "cursor is the next of an earlier answer to the same question.", "cursor");
        else
            ExceptionDispatchInfo.Throw(answer.Cause!);
        return (false, default);
    }
}
