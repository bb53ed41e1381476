using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Upgrading;

/// <summary>
/// A database that the program of commit 7217142 (schema 7, states of form 2) wrote: <c>schema7.db.gz</c>, from the deliveries in <c>schema7.bodies.gz</c>, one a line,
/// signed with <c>old-secret</c>. It called shipment 9101 arrived when its truck had reached the port of loading. All companies and places are invented.
/// </summary>
public sealed class DatabaseOfSchema7
{
    [Fact]
    public async Task IsFoldedByTheRulesOfToday_AndKnowsItsEvents()
    {
        await using var store = await Store.Create(Engine.Sqlite);
        await Unpack("schema7.db.gz", store.Settings["Storage__Sqlite__Path"]);
        await using var service = await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings) { Secret = "old-secret" });

        var atThePort = await Shipment(service, "9101");
        (atThePort.At("status"), atThePort.At("phase"), atThePort.At("version")).ShouldBe(("booked", "origin", "2"));
        // Loaded from a snapshot of form 2, which is refused: all of its 94 events are folded anew.
        var arrived = await Shipment(service, "9102");
        (arrived.At("status"), arrived.At("phase"), arrived.At("actuals.departure")).ShouldBe(("arrived", "destination_port", "2026-05-04T10:00:00.000Z"));
        int.Parse(arrived.At("version")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(94);
        (arrived.At("containers[0].number"), arrived.At("containers[0].loadedAt"), arrived.At("containers[0].unloadedAt"))
            .ShouldBe(("LKSU4100017", "2026-05-04T08:00:00.000Z", "2026-06-01T21:00:00.000Z"));
        (await Shipment(service, "9103")).At("status").ShouldBe("departed");
        (await service.Client.Read("/api/invoices/inv-old-1")).ShouldNotBeNull().At("total.amount").ShouldBe("1200.50");

        var bodies = await Bodies();
        bodies.Count.ShouldBe(101);
        foreach (var body in bodies) (await service.Client.Deliver(body)).Outcome.ShouldBe("duplicate", Encoding.UTF8.GetString(body));
        (await service.Client.ReadAll("/api/dead-letters?open=true")).ShouldBeEmpty();

        // Its rows knew no phase: they are made again by themselves.
        (await Eventually.Reads(() => service.Client.ReadAll("/api/shipments?phase=origin"), static rows => rows.Count > 0)).ShouldContain(row => row.At("id") == "9101");
    }

    private static async Task<JsonElement> Shipment(ServiceProcess service, string id) => (await service.Client.Read($"/api/shipments/{id}")).ShouldNotBeNull();

    private static async Task Unpack(string name, string to)
    {
        await using var packed = new GZipStream(File.OpenRead(PathOf(name)), CompressionMode.Decompress);
        await using var file = File.Create(to);
        await packed.CopyToAsync(file);
    }

    private static async Task<List<byte[]>> Bodies()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(PathOf("schema7.bodies.gz")), CompressionMode.Decompress));
        var bodies = new List<byte[]>();
        while (await reader.ReadLineAsync() is { } line) bodies.Add(Encoding.UTF8.GetBytes(line));
        return bodies;
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Upgrading", name);
}
