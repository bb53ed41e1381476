using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Api.Tests.Queries;

public sealed class AnnouncementQueriesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static readonly EntityKey Shipment = new("default", EntityKind.Shipment, "9001");

    private static FakeGrains Announcing => new FakeGrains().On("List", _ => Task.FromResult<IReadOnlyList<AnnouncementRecord>>(
    [
        new AnnouncementRecord(Shipment, "milestone:departed", 0, 3, At, At.AddHours(1),
            [new NotificationRecord("n1", "default:log", "log", "pending", 2, null, "The target answered 503.")]),
    ]));

    [Fact]
    public async Task AnnouncementsOfAShipment_ComeWithTheirNotifications()
    {
        await using var edge = await EdgeHost.Start(Announcing);
        using var response = await edge.Get("/api/announcements?shipment=FLEX-9001&limit=7");
        (await response.Text()).ShouldBe(
            """{"items":[{"entity":{"kind":"shipment","id":"9001"},"thing":"milestone:departed","revision":0,"version":3,"occurredAt":"2026-03-02T08:30:00+00:00","announcedAt":"2026-03-02T09:30:00+00:00","notifications":[{"id":"n1","subscription":"default:log","channel":"log","state":"pending","attempts":2,"sentAt":null,"lastError":"The target answered 503."}]}],"next":null}""");
        edge.Grains.CallsOf("List").Single().Arguments.ShouldBe(["default", Shipment, 7]);
    }

    [Fact]
    public async Task WithoutAShipment_TheWholeSourceIsAsked()
    {
        await using var edge = await EdgeHost.Start(Announcing);
        using var response = await edge.Get("/api/announcements?source=other");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.CallsOf("List").Single().Arguments.ShouldBe(["other", null, 50]);
    }
}
