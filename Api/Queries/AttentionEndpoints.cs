using System.Text.Json;
using Api.Problems;
using Api.Webhooks;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>A person has seen what needs attention of one kind of entity: acknowledges it, or snoozes it. For operators only.</summary>
/// <param name="noun">What the entity is called in answers, such as <c>shipment</c>.</param>
internal sealed class AttentionEndpoints(EntityKind kind, string noun, IGrainFactory grains, Query query)
{
    private const int LongestBody = 16 * 1024;

    public Task Acknowledge(HttpContext context) => Say(context, snooze: false);

    public Task Snooze(HttpContext context) => Say(context, snooze: true);

    private async Task Say(HttpContext context, bool snooze)
    {
        if (await Keys(context) is not { } keys) return;
        if (await BodyReader.Read(context.Request, LongestBody) is not { } bytes)
        {
            await context.Response.Problem(StatusCodes.Status413PayloadTooLarge, $"The body has at most {LongestBody / 1024} KiB.");
            return;
        }

        var problems = new List<string>();
        var said = Read(bytes, RouteText.Read(context, "kind"), snooze, problems);
        if (problems.Count > 0)
        {
            await context.Response.Problem(StatusCodes.Status400BadRequest, string.Join('\n', problems), errors: problems);
            return;
        }

        Acknowledged? result = null;
        foreach (var key in keys)
        {
            (var answered, result) = await query.Ask(context, () => grains.Entity(key).Acknowledge(said!));
            if (!answered) return;
            if (result!.Outcome != AcknowledgementOutcome.UnknownEntity) break;
        }

        await (result!.Outcome switch
        {
            AcknowledgementOutcome.Accepted or AcknowledgementOutcome.Unchanged => context.Response.Json(result.Attention!, QueryJson.Answers.AttentionView),
            AcknowledgementOutcome.UnknownEntity => context.Response.Problem(StatusCodes.Status404NotFound, $"Nothing is known of this {noun}."),
            AcknowledgementOutcome.NothingOpen => context.Response.Problem(StatusCodes.Status404NotFound, $"Nothing of this kind and subject needs attention at this {noun}."),
            AcknowledgementOutcome.Ambiguous => context.Response.Problem(StatusCodes.Status409Conflict, "Several of this kind need attention: name the subject."),
            AcknowledgementOutcome.Past => context.Response.Problem(StatusCodes.Status400BadRequest, "until: has passed already."),
            _ => context.Response.Problem(StatusCodes.Status400BadRequest, "The store refuses these texts."),
        });
    }

    private static Acknowledgement? Read(byte[] bytes, string kind, bool snooze, List<string> problems)
    {
        AcknowledgementBody? body = null;
        try
        {
            body = JsonSerializer.Deserialize(bytes, AcknowledgementJson.Strict.AcknowledgementBody);
            if (body is null) problems.Add("The body is a JSON object.");
        }
        catch (JsonException fault)
        {
            // Its own message may repeat a value.
            problems.Add($"{fault.Path ?? "$"}: there is no such field, it is there twice, or its value is none that it can have.");
        }

        return body?.Read(kind, snooze, problems);
    }

    /// <summary>As queries look: an entity of an older database may be kept under the id as it is written.</summary>
    private async Task<IReadOnlyList<EntityKey>?> Keys(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        parameters.RejectOthers(["source"]);
        var source = parameters.Source;
        if (await query.Rejects(context, parameters, source)) return null;
        var written = RouteText.Read(context, "id");
        var ids = new[] { EntityIds.Older(kind, written), EntityIds.Normalise(kind, written) }.OfType<string>().Where(EntityIds.CanExist).ToArray();
        if (ids.Length > 0) return [.. ids.Select(id => new EntityKey(source, kind, id))];
        await context.Response.Problem(StatusCodes.Status404NotFound, $"Nothing is known of this {noun}.");
        return null;
    }
}
