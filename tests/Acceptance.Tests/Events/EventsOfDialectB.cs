using System.Text.Json;
using System.Text.Json.Nodes;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Events;

/// <summary>Full objects of legs and shipments tell the same story as dialect A's names.</summary>
public abstract class EventsOfDialectB(Deployment deployment)
{
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly JsonObject Works = DialectB.Node("Gannet Works", "VN", "Asia/Ho_Chi_Minh", "origin_address");
    private static readonly JsonObject Loading = DialectB.Node("Heron Quay", "VN", "Asia/Ho_Chi_Minh", "port_of_loading");
    private static readonly JsonObject Unloading = DialectB.Node("Kestrelhaven", "NL", "Europe/Amsterdam", "port_of_unloading");
    private static long nextId = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private readonly long shipment = Interlocked.Increment(ref nextId);

    private ServiceClient Client => deployment.Client;

    [Fact]
    public async Task ATrucksArrival_IsTheLegsAndNotTheShipments()
    {
        var leg = DialectB.Leg(901, shipment, "truck", Works, Loading, departed: "2031-05-02T12:00:00.000+07:00", arrived: "2031-05-02T12:00:00.000+07:00");
        var ocean = DialectB.Leg(902, shipment, "ocean", Loading, Unloading, departs: "2031-05-05T12:00:00.000+07:00", arrives: "2031-06-09T12:00:00.000+02:00");
        await Tell("/shipment_leg#updated_estimated_time_of_departure", Begin, ocean, "in_transit_to_departure_port");
        await Tell("/shipment_leg#arrived", Begin.AddHours(1), leg, "departure_port");

        var now = (await Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull();
        now.At("legs[0].id").ShouldBe("901");
        now.At("legs[0].actuals.arrival").ShouldBe("2031-05-02T05:00:00.000Z");
        now.At("legs[1].main").ShouldBe("true");
        now.At("estimates.departure").ShouldBe("2031-05-05T05:00:00.000Z");
        now.At("estimates.arrival").ShouldBe("2031-06-09T10:00:00.000Z");
        now.At("actuals.arrival").ShouldBeNull();
        now.At("reportedStatus").ShouldBe("departure_port");
        now.At("name").ShouldBe("Tern & Gannet: lamps, May");
        now.At("status").ShouldNotBe("arrived");
    }

    [Fact]
    public async Task TheMainLeg_SpeaksForTheShipment()
    {
        await Tell("/shipment_leg#departed", Begin, DialectB.Leg(902, shipment, "ocean", Loading, Unloading, departed: "2031-05-05T12:00:00.000+07:00"), "in_transit_to_arrival_port");
        var departed = (await Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull();
        departed.At("status").ShouldBe("departed");
        departed.At("actuals.departure").ShouldBe("2031-05-05T05:00:00.000Z");
        departed.At("currentLocation.name").ShouldBe("Heron Quay");

        await Tell("/shipment_leg#arrived", Begin.AddDays(30), DialectB.Leg(902, shipment, "ocean", Loading, Unloading, "2031-05-05T12:00:00.000+07:00", "2031-06-10T12:00:00.000+02:00"), "arrival_port");
        var arrived = (await Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull();
        arrived.At("status").ShouldBe("arrived");
        arrived.At("actuals.arrival").ShouldBe("2031-06-10T10:00:00.000Z");
        arrived.At("currentLocation.name").ShouldBe("Kestrelhaven");

        await Tell("/shipment#delivered_in_full", Begin.AddDays(41), null, "final_destination", ("actual_delivered_in_full_date", "2031-06-12T12:00:00.000+02:00"));
        var delivered = (await Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull();
        delivered.At("status").ShouldBe("delivered");
        delivered.At("lastMilestoneAt").ShouldBe("2031-06-12T10:00:00.000Z");

        var id = shipment.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.Reads(
            () => Task.FromResult(deployment.Stakeholder.Accepted.Where(message => message.Entity == id).Select(message => message.Milestone).Order().ToList()),
            told => told.SequenceEqual(["arrived", "delivered", "departed"]));
    }

    [Fact]
    public async Task ACorrectedDate_IsTheOneRecordedLast_WhicheverCameFirst()
    {
        var right = Body("/shipment_leg#departed", Begin.AddHours(5), DialectB.Leg(902, shipment, "ocean", Loading, Unloading, departed: "2031-05-06T12:00:00.000+07:00"), "departure_port");
        var wrong = Body("/shipment_leg#departed", Begin, DialectB.Leg(902, shipment, "ocean", Loading, Unloading, departed: "2031-05-05T12:00:00.000+07:00"), "departure_port");
        (await Client.Deliver(right)).Status.ShouldBe(200);
        (await Client.Deliver(wrong)).Status.ShouldBe(200);
        (await Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull().At("actuals.departure").ShouldBe("2031-05-06T05:00:00.000Z");
    }

    [Fact]
    public async Task ThePublishedExample_ShowsTheLegsArrival()
    {
        // Where the checkout has no shared folder beside it, a body of the same shape takes its place.
        var body = PublishedExample() ?? DialectB.ShipmentEvent(
            Interlocked.Increment(ref nextId),
            "/shipment_leg#arrived",
            new DateTimeOffset(2020, 5, 11, 11, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2020, 5, 12, 14, 31, 57, TimeSpan.Zero),
            DialectB.Leg(7104426, 460723, "truck", Works, Unloading, "2020-05-11T12:00:00.000+01:00", "2020-05-11T12:00:00.000+01:00"),
            DialectB.Shipment(460723, "in_transit_to_final_destination", "truck_intl"));
        (await Client.Deliver(body)).Status.ShouldBe(200);

        var now = (await Client.Read("/api/shipments/460723")).ShouldNotBeNull();
        now.At("legs[0].id").ShouldBe("7104426");
        now.At("legs[0].actuals.arrival").ShouldBe("2020-05-11T11:00:00.000Z");
        now.At("reportedStatus").ShouldBe("in_transit_to_final_destination");
        var eventId = JsonElement.Parse(body).At("id");
        (await Client.ReadBytes($"/api/shipments/FLEX-460723/events/{eventId}/body")).ShouldBe(body);
    }

    private static byte[]? PublishedExample()
    {
        for (var folder = new DirectoryInfo(Repository.Root).Parent; folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "flexport", "payloads", "webhook-shipment_leg-arrived.json");
            if (File.Exists(path)) return File.ReadAllBytes(path);
        }

        return null;
    }

    private byte[] Body(string type, DateTimeOffset recordedAt, JsonObject? leg, string status, params (string, string?)[] dates)
    {
        var full = DialectB.Shipment(shipment, status, dates: dates);
        return DialectB.ShipmentEvent(Interlocked.Increment(ref nextId), type, recordedAt.AddHours(-3), recordedAt, leg ?? full, full);
    }

    private async Task Tell(string type, DateTimeOffset recordedAt, JsonObject? leg, string status, params (string, string?)[] dates) =>
        (await Client.Deliver(Body(type, recordedAt, leg, status, dates))).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(200),
            answer => answer.Outcome.ShouldBe("applied"));
}

[Collection(Shared.Sqlite)]
public sealed class EventsOfDialectB_OnSqlite(SqliteDeployment deployment) : EventsOfDialectB(deployment);

[Collection(Shared.Postgres)]
public sealed class EventsOfDialectB_OnPostgres(PostgresDeployment deployment) : EventsOfDialectB(deployment);

[Collection(Shared.Cluster)]
public sealed class EventsOfDialectB_OnACluster(ClusterDeployment deployment) : EventsOfDialectB(deployment);
