using Api.Calls;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>An operator has the rows of all lists made again from the journal, while the service runs.</summary>
internal sealed class ListRebuild(IGrainFactory grains, Query query)
{
    /// <summary>202: it is durable, and some silo begins within seconds; its log tells how far it is.</summary>
    public async Task Ask(HttpContext context)
    {
        var (answered, _) = await query.Ask(context, async () =>
        {
            await grains.Any<IEntityListGrain>().Rebuild();
            return true;
        });
        if (answered) context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
