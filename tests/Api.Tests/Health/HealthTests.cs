using System.Net;
using Api.Health;
using Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Api.Tests.Health;

public sealed class HealthTests
{
    private sealed class Check(string name, Func<CancellationToken, Task<bool>> answer) : IReadinessCheck
    {
        public string Name => name;

        public Task<bool> IsReady(CancellationToken cancellation) => answer(cancellation);
    }

    private static Action<IServiceCollection> With(params Check[] checks) => services =>
    {
        foreach (var check in checks) services.AddSingleton<IReadinessCheck>(check);
    };

    private static Check Good => new("silo", _ => Task.FromResult(true));

    [Fact]
    public async Task Live_TouchesNothing()
    {
        await using var edge = await EdgeHost.Start(services: With(new Check("storage", _ => throw new InvalidOperationException("touched"))));
        using var response = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/health/live"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe("""{"status":"live","checks":{}}""");
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ready_WhenAllIsWell()
    {
        await using var edge = await EdgeHost.Start(services: With(Good));
        using var response = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/health/ready"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe("""{"status":"ready","checks":{"silo":"ok"}}""");
    }

    public static TheoryData<string> Ills => ["false", "throws", "hangs"];

    [Theory]
    [MemberData(nameof(Ills))]
    public async Task NotReady_WhenACheckFailsThrowsOrHangs(string ill)
    {
        var check = new Check("storage", ill switch
        {
            "false" => _ => Task.FromResult(false),
            "throws" => _ => Task.FromException<bool>(new IOException("no disk")),
            _ => _ => new TaskCompletionSource<bool>().Task,
        });
        await using var edge = await EdgeHost.Start(services: With(Good, check));
        using var response = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/health/ready"));
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Text()).ShouldBe("""{"status":"not_ready","checks":{"silo":"ok","storage":"failed"}}""");
    }
}
