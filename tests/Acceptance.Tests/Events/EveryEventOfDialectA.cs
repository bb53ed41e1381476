using System.Text.Json.Nodes;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;

namespace Acceptance.Tests.Events;

/// <summary>Every event of contract §3, by every name it goes by, reaches its entity and changes what that says.</summary>
public abstract class EveryEventOfDialectA(Deployment deployment)
{
    private static readonly DateTimeOffset Recorded = new(2031, 5, 3, 11, 30, 0, TimeSpan.Zero);

    public static TheoryData<string, Naming> EventsByName =>
        new(from one in EventCases.All
            from naming in Enum.GetValues<Naming>()
            where naming != Naming.None
            select (one.Event, naming));

    [Fact]
    public void TheTable_HasEveryEventOfTheContract() =>
        EventCases.All.Select(one => one.Event).ShouldBe(DialectA.Events.Select(named => named.Name), ignoreOrder: true);

    [Theory, MemberData(nameof(EventsByName))]
    public async Task AnEvent_ChangesItsEntity(string name, Naming naming)
    {
        var one = EventCases.All.Single(candidate => candidate.Event == name);
        var (entity, eventId) = ($"a-{Guid.NewGuid():N}", $"e-{Guid.NewGuid():N}");
        var path = $"/api/{one.Entity}/{entity}";
        var says = (JsonObject)one.Says.DeepClone();
        says[one.IdName] = entity;
        var body = DialectA.Body(eventId, DialectA.Event(name), naming, says, Recorded);

        (await deployment.Client.Status(path)).ShouldBe(404);
        (await deployment.Client.Deliver(body)).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(200),
            answer => answer.Outcome.ShouldBe("applied"));

        var now = (await deployment.Client.Read(path)).ShouldNotBeNull();
        now.At("id").ShouldBe(entity);
        now.At("version").ShouldBe("1");
        foreach (var (field, expected) in one.Changes) now.At(field).ShouldBe(expected, $"{field} in {now}");

        var recorded = (await deployment.Client.ReadAll($"{path}/events")).ShouldHaveSingleItem();
        recorded.At("eventId").ShouldBe(eventId);
        recorded.At("outcome").ShouldBe("applied");
        recorded.At("occurredAt").ShouldBe(EventCases.Occurred);
        recorded.At("recordedAt").ShouldBe(DialectA.Text(Recorded));
        (await deployment.Client.ReadBytes($"{path}/events/{eventId}/body")).ShouldBe(body);
    }
}

[Collection(Shared.Sqlite)]
public sealed class EveryEventOfDialectA_OnSqlite(SqliteDeployment deployment) : EveryEventOfDialectA(deployment);

[Collection(Shared.Postgres)]
public sealed class EveryEventOfDialectA_OnPostgres(PostgresDeployment deployment) : EveryEventOfDialectA(deployment);

[Collection(Shared.Cluster)]
public sealed class EveryEventOfDialectA_OnACluster(ClusterDeployment deployment) : EveryEventOfDialectA(deployment);
