using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Events;

/// <summary>Whatever Flexport signs is answered 200 and kept byte for byte, and harms nobody beside it.</summary>
public abstract class HostileBodies(Deployment deployment)
{
    private const int Neighbours = 300;
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly string run = $"h{Guid.NewGuid().ToString("N")[..12]}";

    private ServiceClient Client => deployment.Client;

    [Fact]
    public async Task AmongGoodNeighbours_AllAreKeptAndNoneIsHarmed()
    {
        var hostile = HostileBody.All(run);
        // Three events for each neighbour, so that batches hold runs of several.
        var good = Enumerable.Range(0, Neighbours).Select(n => ($"{run}-e{n}", Shipment: $"{run}-good-{n / 3}")).ToList();
        var bodies = hostile.Select(one => one.Bytes)
            .Concat(good.Select((one, n) => DialectA.EstimatedArrival(one.Item1, one.Shipment, Begin.AddDays(20), Begin.AddMinutes(n))))
            .ToArray();
        new Random(20310503).Shuffle(bodies);

        var answers = new int[bodies.Length];
        await Parallel.ForAsync(0, bodies.Length, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, _) => answers[n] = (await Client.Deliver(bodies[n])).Status);

        answers.Distinct().ShouldBe([200]);
        foreach (var one in good.GroupBy(one => one.Shipment)) await Client.ShouldHaveOnce(one.Key, one.Select(each => each.Item1));
        var letters = await LetterBodies();
        var missing = new List<string>();
        foreach (var one in hostile)
        {
            if (!await IsKept(one, letters)) missing.Add(one.Name);
        }

        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnEntityThatHostileBodiesTouched_StillAnswersAndTakesMore()
    {
        var touched = HostileBody.All(run).Where(one => one.Path is not null).ToList();
        foreach (var one in touched) (await Client.Deliver(one.Bytes)).Status.ShouldBe(200, one.Name);

        foreach (var one in touched.Where(one => one.In == FoundIn.ItsEntity))
        {
            var before = (await Client.Read(one.Path!)).ShouldNotBeNull(one.Name);
            before.At("version").ShouldBe("1", one.Name);
            (await Client.ReadAll($"{one.Path}/events")).ShouldHaveSingleItem(one.Name);
        }

        // The list shows them with their neighbours, however odd their names are.
        await Eventually.Reads(() => Client.ReadAll($"/api/shipments?q={run}"), static rows => rows.Count > 5, "the list shows more than five");
    }

    [Fact]
    public async Task ADeadLetter_SaysWhatIsWrong()
    {
        var body = HostileBody.All(run).Single(one => one.Name == "an unknown type without an entity").Bytes;
        (await Client.Deliver(body)).Outcome.ShouldBe("dead_letter");
        var letter = (await Client.ReadAll("/api/dead-letters")).Single(row => row.At("eventId") == $"{run}-who");
        letter.At("reason").ShouldBe("no_entity");
        letter.At("type").ShouldBe("moon.risen");
        letter.At("detail").ShouldNotBeNullOrWhiteSpace();
        (await Client.ReadBytes($"/api/dead-letters/{letter.At("id")}/body")).ShouldBe(body);
    }

    [Fact]
    public async Task ABodyOverOneMebibyte_IsRefused()
    {
        var body = new byte[(1 << 20) + 1];
        Array.Fill(body, (byte)' ');
        (await Client.Deliver(body)).Status.ShouldBe(413);
    }

    [Fact]
    public async Task TheSameEventWithOtherTimes_IsKeptAsAConflictAndTheFirstStands()
    {
        var (id, shipment) = ($"{run}-same", $"{run}-conflict");
        var first = DialectA.Milestone(id, shipment, "departed", Begin);
        var second = DialectA.Milestone(id, shipment, "departed", Begin.AddDays(1));
        (await Client.Deliver(first)).Outcome.ShouldBe("applied");
        (await Client.Deliver(second)).Outcome.ShouldBe("conflict");
        (await Client.Deliver(first)).Outcome.ShouldBe("duplicate");

        (await Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull().At("lastMilestoneAt").ShouldBe(DialectA.Text(Begin));
        await Client.ShouldHaveOnce(shipment, [id]);
        (await LetterBodies()).ShouldContain(letter => letter.SequenceEqual(second));
    }

    private async Task<bool> IsKept(HostileBody one, List<byte[]> letters)
    {
        var isLetter = letters.Any(letter => letter.AsSpan().SequenceEqual(one.Bytes));
        var isAtEntity = one.Path is not null
            && await Client.ReadBytes($"{one.Path}/events/{Uri.EscapeDataString(one.EventId!)}/body") is { } body
            && body.AsSpan().SequenceEqual(one.Bytes);
        return one.In switch
        {
            FoundIn.DeadLetters => isLetter,
            FoundIn.ItsEntity => isAtEntity,
            _ => isLetter || isAtEntity,
        };
    }

    private async Task<List<byte[]>> LetterBodies()
    {
        var bodies = new List<byte[]>();
        foreach (var row in await Client.ReadAll("/api/dead-letters")) bodies.Add((await Client.ReadBytes($"/api/dead-letters/{row.At("id")}/body")).ShouldNotBeNull());
        return bodies;
    }
}

[Collection(Shared.Sqlite)]
public sealed class HostileBodies_OnSqlite(SqliteDeployment deployment) : HostileBodies(deployment);

[Collection(Shared.Postgres)]
public sealed class HostileBodies_OnPostgres(PostgresDeployment deployment) : HostileBodies(deployment);

[Collection(Shared.Cluster)]
public sealed class HostileBodies_OnACluster(ClusterDeployment deployment) : HostileBodies(deployment);
