using Api.Health;
using Grains.Commits;
using Grains.Lists;
using Grains.Subscriptions;
using Orleans.Runtime;
using Silo.Storage;

namespace Silo.Health;

/// <summary>Registers what makes a silo ready: its storage answers, and the cluster counts it in.</summary>
public static class SiloHealth
{
    public static IServiceCollection AddSiloHealth(this IServiceCollection services) =>
        services
            .AddSingleton<IReadinessCheck, StorageCheck>()
            .AddSingleton<IReadinessCheck, SiloCheck>()
            .AddSingleton<IHealthDetail, ListsDetail>()
            .AddSingleton<IHealthDetail, CommitsDetail>()
            .AddSingleton<IHealthDetail, SubscriptionsDetail>();
}

/// <summary>How far the lists of this silo are behind what it has acknowledged.</summary>
internal sealed class ListsDetail(ListInstruments lists) : IHealthDetail
{
    public string Name => "lists";

    public IReadOnlyDictionary<string, object> Read() => new Dictionary<string, object> { ["waitingRows"] = lists.Waiting, ["lagSeconds"] = Math.Round(lists.Lag.TotalSeconds, 3) };
}

/// <summary>Which readers of commits this silo has and how far behind each is, and what holds them back.</summary>
internal sealed class CommitsDetail(CommitInstruments commits) : IHealthDetail
{
    public string Name => "commits";

    public IReadOnlyDictionary<string, object> Read()
    {
        var detail = commits.Lags.ToDictionary(static one => one.Key + "LagSeconds", static one => (object)Math.Round(one.Value.TotalSeconds, 3));
        detail["heldBackSeconds"] = Math.Round(commits.HeldBackFor.TotalSeconds, 3);
        if (commits.HeldBack is not { By: var by } heldBack) return detail;
        detail["heldBackByProcess"] = by.Process;
        if (by.Application is { } application) detail["heldBackByApplication"] = application;
        if (by.Database is { } database) detail["heldBackByDatabase"] = database;
        if (by.User is { } user) detail["heldBackByUser"] = user;
        detail["heldBackSince"] = by.Since ?? heldBack.Seen;
        return detail;
    }
}

/// <summary>Whether all stakeholders and subscriptions can be read. Which cannot is in the log.</summary>
internal sealed class SubscriptionsDetail(SubscriptionInstruments subscriptions) : IHealthDetail
{
    public string Name => "subscriptions";

    public IReadOnlyDictionary<string, object> Read() =>
        new Dictionary<string, object> { ["status"] = subscriptions.Unreadable > 0 ? "degraded" : "ok", ["unreadable"] = subscriptions.Unreadable };
}

internal sealed class StorageCheck(IStorageEngine engine) : IReadinessCheck
{
    public string Name => "storage";

    public Task<bool> IsReady(CancellationToken cancellation) => engine.Answers(cancellation);
}

internal sealed class SiloCheck(ISiloStatusOracle oracle) : IReadinessCheck
{
    public string Name => "silo";

    public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(oracle.CurrentStatus == SiloStatus.Active);
}
