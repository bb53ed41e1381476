using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Simulator.Serving;
using Simulator.Worlds;

namespace Simulator.Tests.Serving;

public sealed class FlexportApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly HttpClient http = new();
    private FlexportApi api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Serve(throttle: 0);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "pier-9");
        http.DefaultRequestHeaders.Add("Flexport-Version", "2");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Events_ArePaged_AndTheLinksLeadThroughAll()
    {
        var (ids, pages) = (new List<string>(), 0);
        for (var next = new Uri(api.Url, "/events?per=4").ToString(); next is not null; pages++)
        {
            var answer = await Get(next);
            answer["_object"]!.GetValue<string>().ShouldBe("/api/response");
            answer["self"]!.GetValue<string>().ShouldBe(next);
            answer["error"].ShouldBeNull();
            answer["data"]!["_object"]!.GetValue<string>().ShouldBe("/api/collections/paginated");
            ids.AddRange(Ids(answer));
            next = answer["data"]!["next"]?.GetValue<string>();
        }

        pages.ShouldBe(3);
        ids.ShouldBe(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        (await Get("/events?per=4"))["data"]!["prev"].ShouldBeNull();
        (await Get("/events?per=4&page=3&f.type=%2Fshipment_leg%23arrived"))["data"]!["prev"]!.GetValue<string>()
            .ShouldBe(new Uri(api.Url, "/events?f.type=%2Fshipment_leg%23arrived&page=2&per=4").ToString());
    }

    [Theory]
    [InlineData("", "0 1 2 3 4 5 6 7 8 9")]
    [InlineData("f.type=%2Fshipment%23created", "0 2 4 6 8")]
    [InlineData("f.data.shipment.id=101", "1 4 7")]
    [InlineData("f.data.resource._object=%2Fshipment_leg", "1 3 5 7 9")]
    [InlineData("f.occurred_at.gte=2026-03-01T15:00:00Z", "7 8 9")]
    [InlineData("f.occurred_at.lte=2026-03-01T10:00:00%2B01:00", "0 1")]
    [InlineData("f.occurred_at.gte=2026-03-01T10:00:00Z&f.occurred_at.lte=2026-03-01T13:00:00Z&f.data.shipment.id=102", "2 5")]
    [InlineData("f.type=%2Finvoice%23invoice_shared", "")]
    [InlineData("page=4", "")]
    public async Task Events_AreFiltered(string query, string ids) => string.Join(' ', Ids(await Get("/events?" + query))).ShouldBe(ids);

    [Fact]
    public async Task AnEvent_IsServedAsItWasSent()
    {
        (await Get("/events/3"))["data"]!.ToJsonString().ShouldBe(Encoding.UTF8.GetString(Event(3).Body));
        await Refused("/events/77", HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Objects_AreServedAloneAndInLists()
    {
        (await Get("/shipments/101"))["data"]!["status"]!.GetValue<string>().ShouldBe("departure_port");
        (await Get("/ocean/shipment_containers/9"))["data"]!["id"]!.GetValue<int>().ShouldBe(9);
        Ids(await Get("/shipments")).ShouldBe(["100", "101"]);
        Ids(await Get("/shipments?f.status=departure_port")).ShouldBe(["101"]);
        Ids(await Get("/ocean/shipment_containers?f.shipment.id=101")).ShouldBe(["9"]);
        Ids(await Get("/invoices")).ShouldBeEmpty();
        await Refused("/shipments/5", HttpStatusCode.NotFound, "not_found");
        await Refused("/warehouses", HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("/events?page=0")]
    [InlineData("/events?page=x")]
    [InlineData("/events?per=101")]
    [InlineData("/events?f.created_at.gte=2026-03-01T00:00:00Z")]
    [InlineData("/events?f.occurred_at.gte=soon")]
    [InlineData("/events?f.type=a&f.type=b")]
    [InlineData("/shipments?status=departed")]
    public Task WhatCannotBeAnswered_Is400(string path) => Refused(path, HttpStatusCode.BadRequest, "bad_request");

    [Fact]
    public async Task ABearerAndAVersion_AreRequired()
    {
        http.DefaultRequestHeaders.Remove("Flexport-Version");
        await Refused("/events", HttpStatusCode.BadRequest, "bad_request");
        http.DefaultRequestHeaders.Add("Flexport-Version", "1999-01-01");
        await Refused("/events", HttpStatusCode.BadRequest, "bad_request");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "somebody");
        await Refused("/events", HttpStatusCode.Unauthorized, "unauthorized");
        http.DefaultRequestHeaders.Authorization = null;
        await Refused("/events", HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task AToken_IsGoodForADay()
    {
        var answer = await Token();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = await answer.Content.ReadFromJsonAsync<JsonObject>(Stop);
        token!["token_type"]!.GetValue<string>().ShouldBe("Bearer");
        token["expires_in"]!.GetValue<int>().ShouldBe(86_400);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["access_token"]!.GetValue<string>());
        (await Get("/events/3"))["data"]!["id"]!.GetValue<int>().ShouldBe(3);
        time.Advance(TimeSpan.FromHours(24));
        await Refused("/events/3", HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task TheEleventhTokenOfADay_IsRefused_UntilTheFirstIsADayOld()
    {
        for (var i = 0; i < 10; i++)
        {
            (await Token()).StatusCode.ShouldBe(HttpStatusCode.OK);
            time.Advance(TimeSpan.FromHours(1));
        }

        var refused = await Token();
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(14));
        time.Advance(TimeSpan.FromHours(14));
        (await Token()).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Token()).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("password", "https://api.flexport.com", "wharf", HttpStatusCode.BadRequest)]
    [InlineData("client_credentials", "", "wharf", HttpStatusCode.BadRequest)]
    [InlineData("client_credentials", "https://api.flexport.com", "other", HttpStatusCode.Unauthorized)]
    public async Task ATokenRequest_MustBeRight(string grant, string audience, string secret, HttpStatusCode status) =>
        (await Token(grant, audience, secret)).StatusCode.ShouldBe(status);

    [Fact]
    public async Task Throttled_IsAShareOfRequests_WithRetryAfter()
    {
        await api.DisposeAsync();
        await Serve(throttle: 0.5);
        var throttled = 0;
        for (var i = 0; i < 100; i++)
        {
            using var answer = await http.GetAsync(new Uri(api.Url, "/events"), Stop);
            if (answer.StatusCode == HttpStatusCode.OK) continue;
            answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 3);
            throttled++;
        }

        throttled.ShouldBeInRange(30, 70);
        (await Token()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static WorldEvent Event(int number)
    {
        var (id, at) = (number.ToString(CultureInfo.InvariantCulture), Start.AddHours(number));
        var (type, kind) = number % 2 == 0 ? ("/shipment#created", "/shipment") : ("/shipment_leg#arrived", "/shipment_leg");
        var body = new JsonObject
        {
            ["_object"] = "/event",
            ["id"] = number,
            ["type"] = type,
            ["data"] = new JsonObject { ["resource"] = new JsonObject { ["_object"] = kind }, ["shipment"] = new JsonObject { ["id"] = 100 + (number % 3) } },
        };
        return new WorldEvent(id, type, $"shipments/{100 + (number % 3)}", at, at, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private async Task Serve(double throttle)
    {
        WorldObject[] objects =
        [
            new("shipments/100", new JsonObject { ["id"] = 100, ["status"] = "seller_location" }),
            new("shipments/101", new JsonObject { ["id"] = 101, ["status"] = "departure_port" }),
            new("ocean/shipment_containers/9", new JsonObject { ["id"] = 9, ["shipment"] = new JsonObject { ["id"] = 101 } }),
        ];
        var account = new Account([.. Enumerable.Range(0, 10).Select(Event)], objects);
        api = await FlexportApi.Start(account, new ServeOptions(0, "quay", "wharf", "pier-9", throttle, 1), time, Stop);
    }

    private Task<HttpResponseMessage> Token(string grant = "client_credentials", string audience = "https://api.flexport.com", string secret = "wharf") =>
        http.PostAsJsonAsync(
            new Uri(api.Url, "/oauth/token"),
            new { client_id = "quay", client_secret = secret, audience, grant_type = grant },
            Stop);

    private async Task<JsonObject> Get(string path) => (await http.GetFromJsonAsync<JsonObject>(new Uri(api.Url, path), Stop))!;

    private async Task Refused(string path, HttpStatusCode status, string code)
    {
        using var answer = await http.GetAsync(new Uri(api.Url, path), Stop);
        answer.StatusCode.ShouldBe(status);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(Stop);
        body!["_object"]!.GetValue<string>().ShouldBe("/api/response");
        body["data"].ShouldBeNull();
        body["error"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    private static List<string> Ids(JsonObject answer) => [.. answer["data"]!["data"]!.AsArray().Select(one => one!["id"]!.ToString())];
}
