using Api.Calls;
using Api.Problems;
using Grains.Interfaces.Notifications;

namespace Api.Queries;

/// <summary>Notifications: the list, one with its message, and another try.</summary>
internal sealed class NotificationQueries(IGrainFactory grains, Query query)
{
    private const int LongestId = 128;
    private const string NoSuch = "There is no such notification.";

    public async Task List(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var asked = NotificationFilters.Read(parameters);
        if (await query.Rejects(context, parameters, asked.Source)) return;
        var (answered, page) = await query.Ask(context, () => grains.Any<INotificationGrain>().Find(asked), asked.Cursor);
        if (answered)
            await context.Response.Json(new ItemList<NotificationRow>([.. page!.Items.Select(NotificationRow.Of)], page.Next), QueryJson.Answers.Notifications);
    }

    public async Task Get(HttpContext context)
    {
        if (await Named(context) is not var (source, id)) return;
        var (answered, file) = await query.Ask(context, () => grains.Any<INotificationGrain>().Read(source, id));
        if (!answered) return;
        await (file is null
            ? context.Response.Problem(StatusCodes.Status404NotFound, NoSuch)
            : context.Response.Json(NotificationDetail.Of(file), QueryJson.Answers.NotificationDetail));
    }

    public async Task TryAgain(HttpContext context)
    {
        if (await Named(context) is not var (source, id)) return;
        var (answered, outcome) = await query.Ask(context, () => grains.Any<INotificationGrain>().Retry(source, id));
        if (!answered) return;
        await (outcome switch
        {
            RetryOutcome.Due => context.Response.Json(new RetryAnswer(id, NotificationStates.Pending), QueryJson.Answers.RetryAnswer),
            RetryOutcome.Collected => context.Response.Problem(StatusCodes.Status409Conflict, "A digest has collected it. Try the digest again."),
            RetryOutcome.AlreadySent => context.Response.Problem(StatusCodes.Status409Conflict, "It was sent, and is never sent again."),
            _ => context.Response.Problem(StatusCodes.Status404NotFound, NoSuch),
        });
    }

    /// <summary>Source and id, or null when the request has been ended.</summary>
    private async Task<(string Source, string Id)?> Named(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var source = parameters.Source;
        if (await query.Rejects(context, parameters, source)) return null;
        if (context.GetRouteValue("id") is string { Length: > 0 and <= LongestId } id && !id.Any(char.IsControl)) return (source, id);
        await context.Response.Problem(StatusCodes.Status404NotFound, NoSuch);
        return null;
    }
}
