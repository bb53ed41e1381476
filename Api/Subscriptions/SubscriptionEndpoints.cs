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

    public Task GetStakeholder(HttpContext context) => Answer(context, (context, book) => book.Stakeholders.FirstOrDefault(one => one.Id == Id(context)) is { } stakeholder
        ? context.Response.Json(StakeholderBody.Of(stakeholder), SubscriptionJson.Strict.StakeholderBody)
        : context.Response.Problem(StatusCodes.Status404NotFound, NoSuchStakeholder));

    public Task GetSubscription(HttpContext context) => Answer(context, (context, book) => book.Subscriptions.FirstOrDefault(one => one.Id == Id(context)) is { } subscription
        ? context.Response.Json(SubscriptionBody.Of(subscription), SubscriptionJson.Strict.SubscriptionBody)
        : context.Response.Problem(StatusCodes.Status404NotFound, NoSuchSubscription));

    public Task PutStakeholder(HttpContext context) =>
        Put(context, SubscriptionJson.Strict.StakeholderBody, static (body, id, problems) => body.Read(id, problems), (source, one) => grains.Any<ISubscriptionGrain>().Save(source, one), GetStakeholder);

    public Task PutSubscription(HttpContext context) =>
        Put(context, SubscriptionJson.Strict.SubscriptionBody, static (body, id, problems) => body.Read(id, problems), (source, one) => grains.Any<ISubscriptionGrain>().Save(source, one), GetSubscription);

    public Task DeleteStakeholder(HttpContext context) =>
        Delete(context, NoSuchStakeholder, source => grains.Any<ISubscriptionGrain>().DeleteStakeholder(source, Id(context)));

    public Task DeleteSubscription(HttpContext context) =>
        Delete(context, NoSuchSubscription, source => grains.Any<ISubscriptionGrain>().DeleteSubscription(source, Id(context)));

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

    private async Task Put<TBody, T>(
        HttpContext context, JsonTypeInfo<TBody> type, Func<TBody, string, List<string>, T> read, Func<string, T, Task<SaveResult>> save, Func<HttpContext, Task> show)
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

        var one = body is null ? default : read(body, Id(context), problems);
        if (problems.Count == 0)
        {
            var (answered, result) = await query.Ask(context, () => save(source, one!));
            if (!answered) return;
            problems.AddRange(result!.Problems);
            if (result.Created) context.Response.StatusCode = StatusCodes.Status201Created;
        }

        await (problems.Count > 0 ? context.Response.Problem(StatusCodes.Status400BadRequest, string.Join('\n', problems), errors: problems) : show(context));
    }

    private async Task Delete(HttpContext context, string unknown, Func<string, Task<DeleteResult>> delete)
    {
        if (await Source(context) is not { } source) return;
        var (answered, result) = await query.Ask(context, () => delete(source));
        if (!answered) return;
        if (result == DeleteResult.Deleted) context.Response.StatusCode = StatusCodes.Status204NoContent;
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
