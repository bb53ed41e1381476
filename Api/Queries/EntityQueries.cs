using System.Text.Json.Serialization.Metadata;
using Api.Calls;
using Api.Problems;
using Grains.Interfaces.Entities;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Api.Queries;

/// <summary>State, history, bodies and lists of one kind of entity.</summary>
/// <param name="kind">The kind.</param>
/// <param name="noun">What it is called in answers, such as <c>shipment</c>.</param>
/// <param name="view">How its view is written.</param>
internal sealed class EntityQueries<TView>(EntityKind kind, string noun, JsonTypeInfo<TView> view, IGrainFactory grains, Query query)
    where TView : class
{
    public async Task Get(HttpContext context)
    {
        if (await Keys(context, new QueryParameters(context.Request.Query)) is not { } keys) return;
        var (answered, state) = await AskFirst(context, keys, key => ((IEntityGrain<TView>)grains.Entity(key)).Get());
        if (!answered) return;
        await (state is null ? Unknown(context) : context.Response.Json(state, view));
    }

    public async Task Events(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var (limit, cursor) = (parameters.Limit, parameters.Cursor);
        if (await Keys(context, parameters) is not { } keys) return;
        var (answered, page) = await AskFirst(context, keys, key => grains.Entity(key).Events(limit, cursor), cursor);
        if (!answered) return;
        await (page is null
            ? Unknown(context)
            : context.Response.Json(new ItemList<EventItem>([.. page.Items.Select(EventItem.Of)], page.Next), QueryJson.Answers.Events));
    }

    public async Task Body(HttpContext context)
    {
        if (await Keys(context, new QueryParameters(context.Request.Query)) is not { } keys) return;
        var eventId = RouteText.Read(context, "eventId");
        if (!EntityIds.CanExist(eventId))
        {
            await Unknown(context);
            return;
        }

        var (answered, body) = await AskFirst(context, keys, key => grains.Entity(key).Body(new EventId(eventId)));
        if (!answered) return;
        await (body is null
            ? context.Response.Problem(StatusCodes.Status404NotFound, $"This {noun} has no such event, or its body is not kept any more.")
            : context.Response.Raw(body));
    }

    public async Task List(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var asked = ListFilters.Read(kind, parameters);
        if (await query.Rejects(context, parameters, asked.Source)) return;
        var (answered, page) = await query.Ask(context, () => grains.Any<IEntityListGrain>().Find(asked), asked.Cursor);
        if (answered) await context.Response.Page(page!);
    }

    /// <summary>The entity asked for, in front of it the one that an older database may have under the id as it is written; null when the request has been ended.</summary>
    private async Task<IReadOnlyList<EntityKey>?> Keys(HttpContext context, QueryParameters parameters)
    {
        var source = parameters.Source;
        if (await query.Rejects(context, parameters, source)) return null;
        var written = RouteText.Read(context, "id");
        var ids = new[] { EntityIds.Older(kind, written), EntityIds.Normalise(kind, written) }.OfType<string>().Where(EntityIds.CanExist).ToArray();
        if (ids.Length > 0) return [.. ids.Select(id => new EntityKey(source, kind, id))];
        await Unknown(context);
        return null;
    }

    /// <summary>The answer of the first of these that has one.</summary>
    private async Task<(bool Answered, T? Value)> AskFirst<T>(HttpContext context, IReadOnlyList<EntityKey> keys, Func<EntityKey, Task<T?>> call, string? cursor = null)
        where T : class
    {
        foreach (var key in keys)
        {
            var (answered, found) = await query.Ask(context, () => call(key), cursor);
            if (!answered || found is not null) return (answered, found);
        }

        return (true, null);
    }

    private Task Unknown(HttpContext context) =>
        context.Response.Problem(StatusCodes.Status404NotFound, $"Nothing is known of this {noun}.");
}
