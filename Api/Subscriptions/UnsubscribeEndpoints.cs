using Api.Calls;
using Api.Problems;
using Api.Queries;
using Grains.Interfaces.Subscriptions;
using Microsoft.AspNetCore.Http.Features;

namespace Api.Subscriptions;

/// <summary>
/// One click of RFC 8058, without a key: the token is all that it takes, and pauses one subscription. Whatever the token, the answer is the same. A GET changes nothing, for mail filters follow links.
/// </summary>
internal sealed class UnsubscribeEndpoints(IGrainFactory grains, Query query, IUnsubscribeTokens tokens)
{
    public const string Path = "/unsubscribe";

    private const string Field = "List-Unsubscribe";
    private const string OneClick = "One-Click";
    private const string Token = "t";
    private const int LongestToken = 1_024;
    private const int LongestBody = 4_096;

    private static readonly FormOptions Limits = new() { BufferBodyLengthLimit = LongestBody, MultipartBodyLengthLimit = LongestBody, KeyLengthLimit = 256, ValueLengthLimit = 256, ValueCountLimit = 16 };

    public static Task Show(HttpContext context) => UnsubscribePage.Ask(context.Response);

    public async Task Pause(HttpContext context)
    {
        if (!await IsOneClick(context))
        {
            await context.Response.Problem(StatusCodes.Status400BadRequest, $"The body is a form with {Field}={OneClick}.");
            return;
        }

        if (Find(context) is (var source, var subscription, var generation))
        {
            // What could not be written down must be asked for again: that alone is told.
            var (answered, _) = await query.Ask(context, () => grains.Any<ISubscriptionGrain>().Pause(source, subscription, generation));
            if (!answered) return;
        }

        await UnsubscribePage.Confirm(context.Response);
    }

    private (string Source, string Subscription, Guid Generation)? Find(HttpContext context) =>
        context.Request.Query[Token].ToString() is { Length: > 0 and <= LongestToken } token ? tokens.Read(token) : null;

    private static async Task<bool> IsOneClick(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > LongestBody) return false;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LongestBody;
        try
        {
            var form = await new FormFeature(context.Request, Limits).ReadFormAsync(context.RequestAborted);
            return form[Field] == OneClick;
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException or IOException)
        {
            return false;
        }
    }
}
