using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Api.Calls;
using Api.Problems;
using Api.Queries;
using Api.Webhooks;
using Grains.Interfaces.Subscriptions;

namespace Api.Subscriptions;

/// <summary>Stakeholders and what they have subscribed to. For operators only.</summary>
internal sealed class SubscriptionEndpoints(IGrainFactory grains, Query query)
{
    private const int LongestBody = 256 * 1024;
    private const string NoSuchStakeholder = "There is no such stakeholder.";
    private const string NoSuchSubscription = "There is no such subscription.";

    public Task ListStakeholders(HttpContext context) => Answer(context, (context, book) =>
        context.Response.Json(new ItemList<StakeholderBody>([.. book.Stakeholders.Select(StakeholderBody.Of)], null), SubscriptionJson.Strict.Stakeholders));

    public Task ListSubscriptions(HttpContext context) => Answer(context, (context, book) =>
        context.Response.Json(new ItemList<SubscriptionBody>([.. book.Subscriptions.Select(SubscriptionBody.Of)], null), SubscriptionJson.Strict.Subscriptions));

    public Task GetStakeholder(HttpContext context) => Answer(context, (context, book) => ShowStakeholder(context, book, mayKnow: true));

    public Task GetSubscription(HttpContext context) => Answer(context, (context, book) => ShowSubscription(context, book, mayKnow: true));

    public Task PutStakeholder(HttpContext context) => Put(
        context, SubscriptionJson.Strict.StakeholderBody, static (body, id, problems) => (body.Read(id, problems), (bool?)null),
        (source, one, _, condition) => grains.Any<ISubscriptionGrain>().Save(source, one, condition),
        context => Answer(context, (context, book) => ShowStakeholder(context, book, mayKnow: false)));

    public Task PutSubscription(HttpContext context) => Put(
        context, SubscriptionJson.Strict.SubscriptionBody, static (body, id, problems) => (body.Read(id, problems), body.Paused),
        (source, one, paused, condition) => grains.Any<ISubscriptionGrain>().Save(source, one, paused, condition),
        context => Answer(context, (context, book) => ShowSubscription(context, book, mayKnow: false)));

    public Task DeleteStakeholder(HttpContext context) =>
        Delete(context, NoSuchStakeholder, (source, condition) => grains.Any<ISubscriptionGrain>().DeleteStakeholder(source, Id(context), condition));

    public Task DeleteSubscription(HttpContext context) =>
        Delete(context, NoSuchSubscription, (source, condition) => grains.Any<ISubscriptionGrain>().DeleteSubscription(source, Id(context), condition));

    public async Task Test(HttpContext context)
    {
        if (await Source(context) is not { } source) return;
        var contact = context.GetRouteValue("contact") as string ?? "";
        var (answered, result) = await query.Ask(context, () => grains.Any<ISubscriptionGrain>().Test(source, Id(context), contact), patience: query.Longest);
        if (!answered) return;
        await (result!.Known
            ? context.Response.Json(new TestAnswer(result.Sent, result.Error), SubscriptionJson.Strict.TestAnswer)
            : context.Response.Problem(StatusCodes.Status404NotFound, "There is no such contact."));
    }

    private static string Id(HttpContext context) => context.GetRouteValue("id") as string ?? "";

    private async Task Answer(HttpContext context, Func<HttpContext, SubscriptionBook, Task> answer)
    {
        if (await Source(context) is not { } source) return;
        var (answered, book) = await query.Ask(context, () => grains.Any<ISubscriptionGrain>().Read(source));
        if (answered) await answer(context, book!);
    }

    private static Task ShowStakeholder(HttpContext context, SubscriptionBook book, bool mayKnow) => Show(
        context, book.Stakeholders.FirstOrDefault(one => one.Id == Id(context)), static one => one.Version, StakeholderBody.Of, SubscriptionJson.Strict.StakeholderBody,
        book.Unread(Id(context), isSubscription: false) is null ? null : "The stakeholder", NoSuchStakeholder, mayKnow);

    private static Task ShowSubscription(HttpContext context, SubscriptionBook book, bool mayKnow) => Show(
        context, book.Subscriptions.FirstOrDefault(one => one.Id == Id(context)), static one => one.Version, SubscriptionBody.Of, SubscriptionJson.Strict.SubscriptionBody,
        book.Unread(Id(context), isSubscription: true) is null ? null : "The subscription", NoSuchSubscription, mayKnow);

    /// <param name="unread">What it is that cannot be read; null: that is not so.</param>
    /// <param name="mayKnow">Whether If-None-Match asks for nothing that is known.</param>
    private static Task Show<T, TBody>(
        HttpContext context, T? one, Func<T, long> version, Func<T, TBody> body, JsonTypeInfo<TBody> type, string? unread, string unknown, bool mayKnow)
        where T : class
    {
        if (unread is not null)
        {
            return context.Response.Problem(
                StatusCodes.Status500InternalServerError, $"{unread} is stored, but this program cannot read it; nothing is told by it, and what waits is held. PUT it anew, or DELETE it.");
        }

        if (one is null) return context.Response.Problem(StatusCodes.Status404NotFound, unknown);
        context.Response.Headers.ETag = Preconditions.Tag(version(one));
        if (!mayKnow || !Preconditions.Knows(context.Request, version(one))) return context.Response.Json(body(one), type);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static Task Differs(HttpContext context) => context.Response.Problem(
        StatusCodes.Status412PreconditionFailed,
        context.Request.Headers.IfNoneMatch.Count > 0
            ? "There is one of this id already; nothing was changed. GET it, or send If-Match with its ETag to replace it."
            : "It has been changed or deleted since; nothing was changed. GET it, make your change to what it is now, and send that with the ETag of the answer as If-Match.");

    private async Task Put<TBody, T>(
        HttpContext context, JsonTypeInfo<TBody> type, Func<TBody, string, List<string>, (T One, bool? Paused)> read,
        Func<string, T, bool?, WriteCondition, Task<SaveResult>> save, Func<HttpContext, Task> show)
        where TBody : class
    {
        if (await Source(context) is not { } source) return;
        if (await BodyReader.Read(context.Request, LongestBody) is not { } bytes)
        {
            await context.Response.Problem(StatusCodes.Status413PayloadTooLarge, $"The body has at most {LongestBody / 1024} KiB.");
            return;
        }

        TBody? body = null;
        var problems = new List<string>();
        var condition = Preconditions.Read(context.Request, problems);
        try
        {
            body = JsonSerializer.Deserialize(bytes, type);
            if (body is null) problems.Add("The body is a JSON object.");
        }
        catch (JsonException fault)
        {
            // Its own message may repeat a value.
            problems.Add($"{fault.Path ?? "$"}: there is no such field, it is there twice, or its value is none that it can have (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} of the body).");
        }

        var (one, paused) = body is null ? default : read(body, Id(context), problems);
        if (problems.Count == 0)
        {
            var (answered, result) = await query.Ask(context, () => save(source, one!, paused, condition));
            if (!answered) return;
            if (result!.Differs)
            {
                await Differs(context);
                return;
            }

            problems.AddRange(result.Problems);
            if (result.Created) context.Response.StatusCode = StatusCodes.Status201Created;
        }

        await (problems.Count > 0 ? context.Response.Problem(StatusCodes.Status400BadRequest, string.Join('\n', problems), errors: problems) : show(context));
    }

    private async Task Delete(HttpContext context, string unknown, Func<string, WriteCondition, Task<DeleteResult>> delete)
    {
        if (await Source(context) is not { } source) return;
        var problems = new List<string>();
        var condition = Preconditions.Read(context.Request, problems);
        if (problems.Count > 0)
        {
            await context.Response.Problem(StatusCodes.Status400BadRequest, string.Join('\n', problems), errors: problems);
            return;
        }

        var (answered, result) = await query.Ask(context, () => delete(source, condition));
        if (!answered) return;
        if (result == DeleteResult.Deleted) context.Response.StatusCode = StatusCodes.Status204NoContent;
        else if (result == DeleteResult.Differs) await Differs(context);
        else if (result == DeleteResult.InUse) await context.Response.Problem(StatusCodes.Status409Conflict, "Subscriptions tell them, or have them as backup. Delete these first.");
        else await context.Response.Problem(StatusCodes.Status404NotFound, unknown);
    }

    private async Task<string?> Source(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        parameters.RejectOthers(["source"]);
        var source = parameters.Source;
        return await query.Rejects(context, parameters, source) ? null : source;
    }
}
