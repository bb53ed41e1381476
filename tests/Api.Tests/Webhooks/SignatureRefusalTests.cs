using System.Net;
using System.Text;
using Api.Tests.Hosting;
using Flexport.Webhooks.Signatures;
using Grains.Interfaces.Entities;

namespace Api.Tests.Webhooks;

public sealed class SignatureRefusalTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Bodies.Departed);

    private static string Good => SignatureWriter.Sign(Body, WebhookSecret.FromText("test", EdgeHost.Secret));

    private static string GoodSha1 => SignatureWriter.SignSha1(Body, WebhookSecret.FromText("test", EdgeHost.Secret));

    public static TheoryData<string, string, string[]> Refused => new()
    {
        { "missing_header", "X-Other", [Good] },
        { "malformed", SignatureHeaders.Sha256Name, [""] },
        { "malformed", SignatureHeaders.Sha256Name, [Good["sha256=".Length..]] },
        { "malformed", SignatureHeaders.Sha256Name, [Good[..^2]] },
        { "malformed", SignatureHeaders.Sha256Name, [Good[..^1]] },
        { "malformed", SignatureHeaders.Sha256Name, [Good[..^1] + "z"] },
        { "unknown_algorithm", SignatureHeaders.Sha256Name, ["md5=00"] },
        { "unknown_algorithm", SignatureHeaders.Sha256Name, [GoodSha1] },
        { "legacy_not_allowed", SignatureHeaders.LegacyName, [GoodSha1] },
        { "repeated_header", SignatureHeaders.Sha256Name, [Good, Good] },
        { "repeated_header", SignatureHeaders.Sha256Name, [Good + "," + Good] },
        { "mismatch", SignatureHeaders.Sha256Name, [SignatureWriter.Sign(Body, WebhookSecret.FromText("test", "another"))] },
        { "mismatch", SignatureHeaders.LegacyName, [SignatureWriter.Sign("{}"u8, WebhookSecret.FromText("test", EdgeHost.Secret))] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task BadSignature_Is401WithOneSameBody_AndTheReasonIsLogged(string reason, string header, string[] values)
    {
        await using var edge = await EdgeHost.Start();
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/flexport") { Content = new ByteArrayContent(Body) };
        foreach (var value in values) request.Headers.TryAddWithoutValidation(header, value);
        using var response = await edge.Send(request);

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await response.Text()).ShouldBe(
            """{"type":"about:blank","title":"Unauthorized","status":401,"detail":"The signature does not prove that Flexport sent this."}""");
        edge.Grains.Calls.ShouldBeEmpty();
        edge.Log.All.ShouldContain($"Refused a request to source default: {reason}, {Body.Length} bytes");
    }

    [Fact]
    public async Task BadSha256BesideAGoodLegacyOne_IsRefused()
    {
        await using var edge = await EdgeHost.Start();
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/flexport") { Content = new ByteArrayContent(Body) };
        request.Headers.Add(SignatureHeaders.Sha256Name, "sha256=" + new string('0', 64));
        request.Headers.Add(SignatureHeaders.LegacyName, Good);
        using var response = await edge.Send(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task LegacySha1OfALiveSecret_IsRefusedWithAHintForTheOperator_AndOfAnotherWithoutOne()
    {
        await using var edge = await EdgeHost.Start();
        foreach (var (signature, hints) in new[] { ("sha1=" + new string('0', 40), 0), (GoodSha1, 1) })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/flexport") { Content = new ByteArrayContent(Body) };
            request.Headers.Add(SignatureHeaders.LegacyName, signature);
            using var response = await edge.Send(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            edge.Log.All.Split("Flexport:Sources:default:AllowSha1").Length.ShouldBe(hints + 1);
        }
    }

    [Fact]
    public async Task LegacySha1_IsTakenWhereItsSourceAllowsIt()
    {
        await using var edge = await EdgeHost.Start(
            new FakeGrains().OnReceive(new Receipt(ReceiptKind.Applied, 1)), settings: ("Flexport:Sources:default:AllowSha1", "true"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/flexport") { Content = new ByteArrayContent(Body) };
        request.Headers.Add(SignatureHeaders.LegacyName, GoodSha1);
        using var response = await edge.Send(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnyLiveSecret_IsGoodEnough_AndItsLabelIsKept()
    {
        await using var edge = await EdgeHost.Start(
            new FakeGrains().OnReceive(new Receipt(ReceiptKind.Applied, 1)), settings: ("FLEXPORT_WEBHOOK_SECRET", "the-old-one , the-new-one"));
        using var old = await edge.Deliver(Body, secret: "the-old-one");
        using var next = await edge.Deliver(Body, secret: "the-new-one");
        old.StatusCode.ShouldBe(HttpStatusCode.OK);
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Grains.Received.Select(received => received.Delivery.Secret).ShouldBe(["default#2394c6b3", "default#713eab9f"]);
    }

    [Fact]
    public async Task SecretThatIsLeftAfterRotation_KeepsItsLabel()
    {
        await using var edge = await EdgeHost.Start(
            new FakeGrains().OnReceive(new Receipt(ReceiptKind.Applied, 1)), settings: ("FLEXPORT_WEBHOOK_SECRET", "the-new-one"));
        using var response = await edge.Deliver(Body, secret: "the-new-one");
        edge.Grains.Received.Single().Delivery.Secret.ShouldBe("default#713eab9f");
    }
}
