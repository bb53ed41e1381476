using Api.Health;
using Orleans.Runtime;
using Silo.Storage;

namespace Silo.Health;

/// <summary>Registers what makes a silo ready: its storage answers, and the cluster counts it in.</summary>
public static class SiloHealth
{
    public static IServiceCollection AddSiloHealth(this IServiceCollection services) =>
        services
            .AddSingleton<IReadinessCheck, StorageCheck>()
            .AddSingleton<IReadinessCheck, SiloCheck>();
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
