using TestKit.Services;

namespace Acceptance.Tests.Deployments;

/// <summary>The service as somebody would run it, with a stakeholder who listens.</summary>
public abstract class Deployment : IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> owned = new();

    /// <summary>Where deliveries and queries go.</summary>
    public ServiceProcess Front { get; private set; } = null!;

    public ServiceClient Client => Front.Client;

    public RecordingWebhook Stakeholder { get; private set; } = null!;

    /// <summary>Signs what goes to the stakeholder.</summary>
    public string OutgoingSecret => Front.Settings.NotificationsSecret;

    public async ValueTask InitializeAsync()
    {
        Stakeholder = Own(await RecordingWebhook.Start());
        Front = await Start();
    }

    public async ValueTask DisposeAsync()
    {
        while (owned.TryPop(out var one)) await one.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts all processes; that which takes the requests is returned.</summary>
    protected abstract Task<ServiceProcess> Start();

    /// <summary>Ends it with the deployment, in reverse order.</summary>
    protected T Own<T>(T one)
        where T : IAsyncDisposable
    {
        owned.Push(one);
        return one;
    }
}

/// <summary>One process and one file.</summary>
public sealed class SqliteDeployment : Deployment
{
    protected override async Task<ServiceProcess> Start()
    {
        var store = Own(await Store.Create(Engine.Sqlite));
        return Own(await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings) { Notifications = Stakeholder.Url }));
    }
}

/// <summary>One process on PostgreSQL.</summary>
public sealed class PostgresDeployment : Deployment
{
    protected override async Task<ServiceProcess> Start()
    {
        var store = Own(await Store.Create(Engine.Postgres));
        return Own(await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings) { Notifications = Stakeholder.Url }));
    }
}

/// <summary>Two silos and a front end of its own on PostgreSQL.</summary>
public sealed class ClusterDeployment : Deployment
{
    private readonly List<ServiceProcess> silos = [];

    public IReadOnlyList<ServiceProcess> Silos => silos;

    protected override async Task<ServiceProcess> Start()
    {
        var store = Own(await Store.Create(Engine.Postgres));
        for (var i = 0; i < 2; i++)
        {
            silos.Add(Own(await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings) { Notifications = Stakeholder.Url })));
        }

        return Own(await ServiceProcess.Start(new ServiceSettings("Api", store.Settings)));
    }
}
