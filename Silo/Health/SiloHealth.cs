using Api.Health;
using Grains.Lists;
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
            .AddSingleton<IHealthDetail, ListsDetail>();
}

/// <summary>How far the lists of this silo are behind what it has acknowledged.</summary>
internal sealed class ListsDetail(ListInstruments lists) : IHealthDetail
{
    public string Name => "lists";

    public IReadOnlyDictionary<string, double> Read() => new Dictionary<string, double> { ["waitingRows"] = lists.Waiting, ["lagSeconds"] = Math.Round(lists.Lag.TotalSeconds, 3) };
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
