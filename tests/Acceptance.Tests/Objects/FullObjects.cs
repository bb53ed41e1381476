using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Objects;

namespace Acceptance.Tests.Objects;

/// <summary>Flexport's full objects, wrapped into events: each is applied, and each of its values is shown.</summary>
public abstract class FullObjects(Deployment deployment)
{
    private static readonly DateTimeOffset Recorded = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);
    private static long nextId = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public static TheoryData<string> Names => [.. ObjectCase.All.Select(one => one.Name).Distinct()];

    [Theory, MemberData(nameof(Names))]
    public async Task IsAppliedAndShown(string name)
    {
        foreach (var one in ObjectCase.All.Where(one => one.Name == name))
        {
            var body = ObjectEvents.Wrap(one.Object, one.Type, Interlocked.Increment(ref nextId), Recorded, Recorded);
            (await deployment.Client.Deliver(body)).Outcome.ShouldBe("applied");
            var answer = (await deployment.Client.Read(one.View)).ShouldNotBeNull();
            one.Missing(answer).ShouldBeEmpty();
            (await deployment.Client.ReadAll("/api/dead-letters?open=true")).ShouldNotContain(letter => letter.At("type") == one.Type);
        }
    }
}

[Collection(Shared.Sqlite)]
public sealed class FullObjects_OnSqlite(SqliteDeployment deployment) : FullObjects(deployment);

[Collection(Shared.Postgres)]
public sealed class FullObjects_OnPostgres(PostgresDeployment deployment) : FullObjects(deployment);

[Collection(Shared.Cluster)]
public sealed class FullObjects_OnACluster(ClusterDeployment deployment) : FullObjects(deployment);
