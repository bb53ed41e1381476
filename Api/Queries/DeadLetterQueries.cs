using System.Globalization;
using Api.Calls;
using Api.Problems;
using Grains.Interfaces.DeadLetters;

namespace Api.Queries;

/// <summary>Dead letters: the list, one with its body, and another try.</summary>
internal sealed class DeadLetterQueries(IGrainFactory grains, Query query, Replay replay)
{
    public async Task List(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var (source, open, limit, cursor) = (parameters.Source, parameters.Flag("open") ?? true, parameters.Limit, parameters.Cursor);
        if (await query.Rejects(context, parameters, source)) return;
        var (answered, page) = await query.Ask(context, () => grains.Any<IDeadLetterGrain>().List(source, open, limit, cursor), cursor);
        if (answered)
            await context.Response.Json(new ItemList<DeadLetterItem>([.. page!.Items.Select(DeadLetterItem.Of)], page.Next), QueryJson.Answers.DeadLetters);
    }

    public async Task Get(HttpContext context)
    {
        if (await Find(context) is { } file) await context.Response.Json(DeadLetterDetail.Of(file), QueryJson.Answers.DeadLetterDetail);
    }

    public async Task Body(HttpContext context)
    {
        if (await Find(context) is { } file) await context.Response.Raw(file.Delivery.Body);
    }

    public async Task TryAgain(HttpContext context)
    {
        if (await Find(context) is not { } file) return;
        var tried = await replay.Try(file);
        await (tried switch
        {
            { Unavailable: true } => context.Response.Unavailable("The letter could not be tried now. Try again."),
            { Settled: false } => context.Response.Problem(StatusCodes.Status409Conflict, tried.Detail),
            _ => context.Response.Json(
                new ReplayAnswer(file.Letter.Id, true, tried.Status, file.Letter.EventId, tried.Version), QueryJson.Answers.ReplayAnswer),
        });
    }

    /// <summary>The letter asked for, or null when the request has been ended.</summary>
    private async Task<DeadLetterFile?> Find(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var source = parameters.Source;
        if (await query.Rejects(context, parameters, source)) return null;
        DeadLetterFile? file = null;
        if (long.TryParse(context.GetRouteValue("id") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            (var answered, file) = await query.Ask(context, () => grains.Any<IDeadLetterGrain>().Read(source, id));
            if (!answered) return null;
        }

        if (file is null) await context.Response.Problem(StatusCodes.Status404NotFound, "There is no such dead letter.");
        return file;
    }
}
