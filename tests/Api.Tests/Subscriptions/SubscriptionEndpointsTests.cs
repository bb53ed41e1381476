using System.Net;
using Api.Tests.Hosting;
using Grains.Interfaces.Subscriptions;

namespace Api.Tests.Subscriptions;

public sealed class SubscriptionEndpointsTests
{
    private static readonly Stakeholder Desk = new(
        "desk", "Port desk", "Europe/Berlin", new TimeOnly(7, 30), new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 15)),
        [
            new Contact("mail", "email", Address: "desk@example.com"), new Contact("hook", "webhook", Url: "https://hooks.example/x", Secret: "s3cret", PreviousSecret: "0ldone"),
            new Contact("chat", "slack", Url: "https://hooks.slack.example/t0ken"),
        ],
        41);

    private static readonly Subscription Arrivals = new(
        "arrivals", "desk", "hook", ["milestone:arrived"], SubscriptionFilter.All with { Lanes = [new Lane("CN", null)], Metadata = new Dictionary<string, string> { ["team"] = "north" } },
        24, Timing.OutsideQuietHours, new Backup("night", "mail", 30), new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
        new Guid("0b9c5a9e-6f0e-4f6e-9a51-1c2d3e4f5a6b"), Paused: true, Version: 42);

    private const string ShownDesk =
        """{"id":"desk","name":"Port desk","timeZone":"Europe/Berlin","digestAt":"07:30","quietHours":{"from":"22:00","to":"06:15"},"contacts":[{"id":"mail","channel":"email","address":"desk@example.com","url":null,"secret":null,"previousSecret":null,"hasUrl":false,"hasSecret":false,"hasPreviousSecret":false},{"id":"hook","channel":"webhook","address":null,"url":"https://hooks.example/x","secret":null,"previousSecret":null,"hasUrl":true,"hasSecret":true,"hasPreviousSecret":true},{"id":"chat","channel":"slack","address":null,"url":null,"secret":null,"previousSecret":null,"hasUrl":true,"hasSecret":false,"hasPreviousSecret":false}],"version":41}""";

    private const string ShownArrivals =
        """{"id":"arrivals","stakeholder":"desk","contact":"hook","topics":["milestone:arrived"],"filter":{"shipments":[],"purchaseOrders":[],"parties":[],"lanes":[{"from":"CN","to":null}],"modes":[],"billsOfLading":[],"containers":[],"metadata":{"team":"north"},"documentTypes":[]},"estimateThresholdHours":24,"timing":"outside_quiet_hours","backup":{"stakeholder":"night","contact":"mail","afterMinutes":30},"createdAt":"2026-03-01T08:00:00+00:00","paused":true,"resumedAt":null,"version":42}""";

    private static FakeGrains Keeping => new FakeGrains()
        .On("Read", _ => Task.FromResult(new SubscriptionBook([Desk], [Arrivals])))
        .On("Save", _ => Task.FromResult(new SaveResult([], true)));

    [Theory]
    [InlineData("/api/stakeholders/desk", ShownDesk)]
    [InlineData("/api/subscriptions/arrivals", ShownArrivals)]
    [InlineData("/api/stakeholders", $$"""{"items":[{{ShownDesk}}],"next":null}""")]
    [InlineData("/api/subscriptions?source=other", $$"""{"items":[{{ShownArrivals}}],"next":null}""")]
    public async Task Answers_HaveEverythingButSecrets(string path, string shown)
    {
        await using var edge = await EdgeHost.Start(Keeping);
        using var response = await edge.Get(path);
        (await response.Text()).ShouldBe(shown);
        edge.Grains.CallsOf("Read").Single().Arguments.ShouldBe([path.Contains("other", StringComparison.Ordinal) ? "other" : "default"]);
    }

    [Theory]
    [InlineData("/api/stakeholders/desk", ShownDesk)]
    [InlineData("/api/subscriptions/arrivals", ShownArrivals)]
    public async Task WhatAnAnswerHas_CanBeSentBack(string path, string shown)
    {
        await using var edge = await EdgeHost.Start(Keeping);
        using var response = await edge.Put(path, shown);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await response.Text()).ShouldBe(shown);
        var saved = edge.Grains.CallsOf("Save").Single();
        if (saved.Arguments[1] is Stakeholder stakeholder)
        {
            stakeholder.Contacts.Select(contact => contact.Url).ShouldBe([null, "https://hooks.example/x", null]);
            stakeholder.Contacts.ShouldAllBe(contact => contact.Secret == null && contact.PreviousSecret == null);
        }
        else
        {
            var subscription = saved.Argument<Subscription>(1);
            (subscription.Id, subscription.Timing, subscription.EstimateThresholdHours, subscription.Backup).ShouldBe(("arrivals", Timing.OutsideQuietHours, 24, Arrivals.Backup));
            subscription.Filter.Lanes.ShouldBe([new Lane("CN", null)]);
        }
    }

    [Fact]
    public async Task WhatIsNotSaid_HasADefault()
    {
        await using var edge = await EdgeHost.Start(Keeping);
        using var stakeholder = await edge.Put("/api/stakeholders/desk", """{"name":"Desk","contacts":[{"id":"log","channel":"log"}]}""");
        using var subscription = await edge.Put("/api/subscriptions/arrivals?source=other", """{"stakeholder":"desk","contact":"log","topics":["all"],"filter":{"shipments":["FLEX-460723"]}}""");
        var saved = edge.Grains.CallsOf("Save").ToList();
        var desk = saved[0].Argument<Stakeholder>(1);
        (desk.TimeZone, desk.DigestAt, desk.QuietHours).ShouldBe(("UTC", new TimeOnly(8, 0), null));
        var all = saved[1].Argument<Subscription>(1);
        (saved[1].Arguments[0], all.Timing, all.EstimateThresholdHours, all.Backup).ShouldBe(("other", Timing.AtOnce, 12, null));
        all.Filter.Shipments.ShouldBe(["460723"]);
    }

    [Theory]
    [InlineData("stakeholders", "{", "$")]
    [InlineData("stakeholders", "null", "The body")]
    [InlineData("stakeholders", "[]", "$")]
    [InlineData("stakeholders", """{"name":"A","colour":"s3cret"}""", "$.colour")]
    [InlineData("stakeholders", """{"name":"A","name":"B"}""", "$.name")]
    [InlineData("stakeholders", """{"name":"A","contacts":[{"id":"a","secret":["s3cret"]}]}""", "$.contacts[0].secret")]
    [InlineData("stakeholders", """{"name":"A","contacts":[{"id":"a","token":"s3cret"}]}""", "$.contacts[0].token")]
    [InlineData("stakeholders", """{"id":"other","name":"A"}""", "id")]
    [InlineData("stakeholders", """{"name":"A","contacts":[null]}""", "contacts[0]")]
    [InlineData("stakeholders", """{"name":"A","digestAt":"s3cret"}""", "digestAt")]
    [InlineData("stakeholders", """{"name":"A","quietHours":{"from":"22:00"}}""", "quietHours.to")]
    [InlineData("subscriptions", """{"topics":"all"}""", "$.topics")]
    [InlineData("subscriptions", """{"estimateThresholdHours":1.5}""", "$.estimateThresholdHours")]
    [InlineData("subscriptions", """{"filter":{"shipment":["1"]}}""", "$.filter.shipment")]
    public async Task WhatCannotBeRead_Is400_NamingTheField_AndRepeatingNothing(string what, string body, string field)
    {
        await using var edge = await EdgeHost.Start(Keeping);
        using var response = await edge.Put($"/api/{what}/desk", body);
        await response.ShouldBeProblem(HttpStatusCode.BadRequest);
        var answer = await response.Json();
        answer.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldStartWith(field);
        (await response.Text()).ShouldNotContain("s3cret");
        edge.Log.All.ShouldNotContain("s3cret");
        edge.Grains.CallsOf("Save").ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatTheGrainRefuses_Is400_WithAllThatIsWrong()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("Save", _ => Task.FromResult(new SaveResult(["name: a", "contacts[0].url: b"], false))));
        using var response = await edge.Put("/api/stakeholders/desk", "{}");
        await response.ShouldBeProblem(HttpStatusCode.BadRequest);
        (await response.Json()).GetProperty("errors").EnumerateArray().Select(error => error.GetString()).ShouldBe(["name: a", "contacts[0].url: b"]);
    }

    [Fact]
    public async Task ABodyThatIsTooLong_Is413()
    {
        await using var edge = await EdgeHost.Start();
        using var response = await edge.Put("/api/stakeholders/desk", $$"""{"name":"{{new string('n', 262_144)}}"}""");
        await response.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(DeleteResult.Deleted, HttpStatusCode.NoContent)]
    [InlineData(DeleteResult.Unknown, HttpStatusCode.NotFound)]
    [InlineData(DeleteResult.InUse, HttpStatusCode.Conflict)]
    public async Task Deleting_SaysWhatCameOfIt(DeleteResult result, HttpStatusCode status)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().On("DeleteStakeholder", _ => Task.FromResult(result)).On("DeleteSubscription", _ => Task.FromResult(result)));
        foreach (var path in new[] { "/api/stakeholders/desk", "/api/subscriptions/desk" })
        {
            using var response = await edge.Delete(path);
            if (status == HttpStatusCode.NoContent) response.StatusCode.ShouldBe(status);
            else await response.ShouldBeProblem(status);
        }

        edge.Grains.CallsOf("DeleteStakeholder").Single().Arguments.ShouldBe(["default", "desk", WriteCondition.None]);
    }

    [Fact]
    public async Task ATest_TellsWhetherTheTargetTookIt()
    {
        var grains = new FakeGrains().On("Test", call => Task.FromResult(call.Argument<string>(2) == "mail" ? new Grains.Interfaces.Subscriptions.TestResult(true, false, "The target answered 503.") : new Grains.Interfaces.Subscriptions.TestResult(false, false, null)));
        await using var edge = await EdgeHost.Start(grains);
        using var tried = await edge.Post("/api/stakeholders/desk/contacts/mail/test");
        (await tried.Text()).ShouldBe("""{"sent":false,"error":"The target answered 503."}""");
        using var unknown = await edge.Post("/api/stakeholders/desk/contacts/fax/test");
        await unknown.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/api/stakeholders")]
    [InlineData("PUT", "/api/stakeholders/desk")]
    [InlineData("DELETE", "/api/subscriptions/arrivals")]
    [InlineData("POST", "/api/stakeholders/desk/contacts/mail/test")]
    public async Task WithoutTheKey_NobodyLearnsOrChangesAnything(string method, string path)
    {
        await using var edge = await EdgeHost.Start(Keeping);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await edge.Send(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/stakeholders?source=nowhere", HttpStatusCode.NotFound, "source")]
    [InlineData("/api/subscriptions?limit=5", HttpStatusCode.BadRequest, "limit")]
    [InlineData("/api/stakeholders/other", HttpStatusCode.NotFound, null)]
    [InlineData("/api/subscriptions/other", HttpStatusCode.NotFound, null)]
    public async Task WhatIsNotThere_IsSaid(string path, HttpStatusCode status, string? parameter)
    {
        await using var edge = await EdgeHost.Start(Keeping);
        using var response = await edge.Get(path);
        await response.ShouldBeProblem(status, parameter);
    }
}
