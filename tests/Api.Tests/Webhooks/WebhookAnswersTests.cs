using System.Net;
using System.Net.Sockets;
using System.Text;
using Api.Tests.Hosting;
using Flexport.Webhooks.Signatures;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Api.Tests.Webhooks;

public sealed class WebhookAnswersTests
{
    private const int Cap = 1 << 20;

    private static FakeGrains Applying => new FakeGrains().OnReceive(new Receipt(ReceiptKind.Applied, 3));

    [Fact]
    public async Task SignedEvent_IsAppliedAndAnswered200()
    {
        await using var edge = await EdgeHost.Start(Applying);
        var before = DateTimeOffset.UtcNow;
        using var response = await edge.Deliver(Bodies.Departed);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Text()).ShouldBe("""{"status":"applied","eventId":"evt-71","version":3}""");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var (key, delivery) = edge.Grains.Received.Single();
        key.ShouldBe("default/1/9001");
        delivery.EventId.Value.ShouldBe("evt-71");
        delivery.Type.ShouldBe("shipment.milestone");
        delivery.Event.ShouldBe("departed");
        delivery.CreatedAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        delivery.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.Zero));
        delivery.ReceivedAt.ShouldBeInRange(before, DateTimeOffset.UtcNow);
        delivery.Secret.ShouldBe("default#ebba4d66");
        Encoding.UTF8.GetString(delivery.Body).ShouldBe(Bodies.Departed);
    }

    [Theory]
    [InlineData(ReceiptKind.Duplicate, "duplicate")]
    [InlineData(ReceiptKind.Conflict, "conflict")]
    [InlineData(ReceiptKind.DeadLettered, "dead_letter")]
    public async Task EveryReceipt_Is200(ReceiptKind kind, string status)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(new Receipt(kind, 2)));
        using var response = await edge.Deliver(Bodies.Departed);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Json()).GetProperty("status").GetString().ShouldBe(status);
    }

    [Theory]
    [InlineData("shipment.milestone", "\"shipment_id\":\"7\",\"milestone\":\"arrived\"", typeof(IShipmentGrain), "default/1/7")]
    [InlineData("purchase_order.created", "\"po_id\":\"PO 7/b\"", typeof(IPurchaseOrderGrain), "default/2/PO 7/b")]
    [InlineData("invoice.created", "\"invoice_id\":\"aW52\"", typeof(IInvoiceGrain), "default/3/aW52")]
    [InlineData("booking.confirmed", "\"booking_id\":\"31\"", typeof(IUnlinkedGrain), "default/4/31")]
    [InlineData("document.uploaded", "\"document_id\":\"ZG9j\"", typeof(IUnlinkedGrain), "default/5/ZG9j")]
    [InlineData("container.loaded", "\"container_number\":\"HLDU1234567\"", typeof(IUnlinkedGrain), "default/6/HLDU1234567")]
    public async Task Event_GoesToTheGrainOfItsSubject(string type, string data, Type grain, string key)
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var response = await edge.Deliver($$"""{"id":"e","type":"{{type}}","data":{ {{data}} } }""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var call = edge.Grains.CallsOf("Receive").Single();
        call.Grain.ShouldBe(grain);
        call.Key.ShouldBe(key);
    }

    [Fact]
    public async Task SourceOfThePath_OwnsTheEntity_AndItsSecretAlone()
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var right = await edge.Deliver(Bodies.Departed, "/webhooks/flexport/other", EdgeHost.OtherSecret);
        using var foreign = await edge.Deliver(Bodies.Departed, "/webhooks/flexport/other", EdgeHost.Secret);
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreign.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        edge.Grains.Received.Single().Key.ShouldBe("other/1/9001");
    }

    [Theory]
    [InlineData("/webhooks/flexport/nobody")]
    [InlineData("/webhooks/flexport/Default")]
    [InlineData("/webhooks/flexport/a/b")]
    [InlineData("/webhooks")]
    public async Task UnknownSourceOrPath_Is404(string path)
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var response = await edge.Deliver(Bodies.Departed, path);
        await response.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task OtherMethods_Are405AndToldWhichIsAllowed(string method)
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var response = await edge.Send(new HttpRequestMessage(new HttpMethod(method), "/webhooks/flexport"));
        await response.ShouldBeProblem(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity, br")]
    [InlineData("x")]
    public async Task ContentEncoding_Is415(string encoding)
    {
        await using var edge = await EdgeHost.Start(Applying);
        var request = EdgeHost.Signed("{}"u8.ToArray());
        request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await edge.Send(request);
        await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task IdentityEncoding_IsNone()
    {
        await using var edge = await EdgeHost.Start(Applying);
        var request = EdgeHost.Signed(Encoding.UTF8.GetBytes(Bodies.Departed));
        request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", "Identity");
        using var response = await edge.Send(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Cap, false, HttpStatusCode.OK)]
    [InlineData(Cap, true, HttpStatusCode.OK)]
    [InlineData(Cap + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Cap + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_HasAtMostOneMebibyte_AnnouncedOrChunked(int length, bool chunked, HttpStatusCode status)
    {
        await using var edge = await EdgeHost.Start(Applying);
        var body = Bodies.OfLength(length);
        var request = EdgeHost.Signed(body);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true; // so that a refusal is read before the body is sent
        using var response = await edge.Send(request);
        response.StatusCode.ShouldBe(status);
        edge.Grains.Received.Count().ShouldBe(status == HttpStatusCode.OK ? 1 : 0);
        if (status == HttpStatusCode.OK) edge.Grains.Received.Single().Delivery.Body.ShouldBe(body);
        else await response.ShouldBeProblem(status);
    }

    [Fact]
    public async Task EndlessChunkedBody_IsRefusedWhileItIsStillBeingSent()
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var socket = new TcpClient();
        await socket.ConnectAsync(edge.Address.Host, edge.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync("POST /webhooks/flexport HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('x', 0x10000)}\r\n");
        for (var i = 0; i < 17; i++) await stream.WriteAsync(chunk, TestContext.Current.CancellationToken);

        // No last chunk is ever sent, and the answer is there.
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n")]
    public async Task MalformedChunk_Is400_AndNoFaultOfOurs(string rest)
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var socket = new TcpClient();
        await socket.ConnectAsync(edge.Address.Host, edge.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /webhooks/flexport HTTP/1.1\r\nHost: localhost\r\n{rest}"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        answer.ShouldStartWith("HTTP/1.1 400 Bad Request");
        answer.ShouldContain("Content-Type: application/problem+json");
        answer.ShouldContain("\"status\":400");
        edge.Log.All.ShouldContain("Refused a request to source default: bad_request");
        edge.Log.All.ShouldNotContain("unhandled");
        edge.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
        edge.Grains.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnnouncedLengthOverTheCap_IsRefusedBeforeAByteOfItIsSent()
    {
        await using var edge = await EdgeHost.Start(Applying);
        using var socket = new TcpClient();
        await socket.ConnectAsync(edge.Address.Host, edge.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync("POST /webhooks/flexport HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Fact]
    public async Task BodyInManySmallChunks_IsReadByteForByte()
    {
        await using var edge = await EdgeHost.Start(Applying);
        var body = Encoding.UTF8.GetBytes(Bodies.Departed);
        var signature = SignatureWriter.Sign(body, WebhookSecret.FromText("test", EdgeHost.Secret));
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(edge.Address.Host, edge.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /webhooks/flexport HTTP/1.1\r\nHost: localhost\r\nX-Hub-Signature: {signature}\r\nTransfer-Encoding: chunked\r\n\r\n"), TestContext.Current.CancellationToken);
        foreach (var piece in body.Chunk(3))
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, .. "\r\n"u8], TestContext.Current.CancellationToken);
        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 200 OK");
        edge.Grains.Received.Single().Delivery.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("", DeadLetterReason.Unreadable)]
    [InlineData("[]", DeadLetterReason.Unreadable)]
    [InlineData("null", DeadLetterReason.Unreadable)]
    [InlineData("{\"id\":\"x\",", DeadLetterReason.Unreadable)]
    [InlineData("{\"id\":\"x\",\"data\":{\"shipment_id\":\"1\"}}", DeadLetterReason.NoType)]
    [InlineData("{\"id\":\"x\",\"type\":\"weather.changed\",\"data\":{}}", DeadLetterReason.NoEntity)]
    [InlineData("{\"logisticsEventId\":\"x\",\"logisticsEventType\":\"OrderShipped\"}", DeadLetterReason.OtherProduct)]
    public async Task WhatCannotBeRouted_IsKeptAsDeadLetterAnd200(string body, DeadLetterReason reason)
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnKeep(_ => Task.FromResult(12L)));
        using var response = await edge.Deliver(body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.Json();
        answer.GetProperty("status").GetString().ShouldBe("dead_letter");
        answer.GetProperty("deadLetter").GetInt64().ShouldBe(12);
        var kept = edge.Grains.Kept.Single();
        kept.Reason.ShouldBe(reason);
        kept.Source.ShouldBe("default");
        kept.Detail.ShouldNotBeEmpty();
        kept.Detail.Contains("Logistics API", StringComparison.Ordinal).ShouldBe(reason == DeadLetterReason.OtherProduct);
        Encoding.UTF8.GetString(kept.Delivery.Body).ShouldBe(body);
    }

    [Fact]
    public async Task UnreadableBody_GoesByItsHash()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnKeep(_ => Task.FromResult(1L)));
        using var response = await edge.Deliver("{\"id\":\"half\",\"type\":\"shipment.mile");
        var kept = edge.Grains.Kept.Single();
        kept.Delivery.EventId.Value.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(kept.Delivery.Body)));
        kept.Delivery.Type.ShouldBe("");
        kept.Key.ShouldBeNull();
    }

    [Fact]
    public async Task EventIdOf300Bytes_IsKeptAsDeadLetter_WithTheEntityItNames()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnKeep(_ => Task.FromResult(1L)));
        using var response = await edge.Deliver($$"""{"id":"{{new string('i', 300)}}","type":"shipment.departed","data":{"shipment_id":"9001"} }""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var kept = edge.Grains.Kept.Single();
        kept.Reason.ShouldBe(DeadLetterReason.UnusableId);
        kept.Key.ShouldBe(new EntityKey("default", EntityKind.Shipment, "9001"));
        kept.Delivery.EventId.Value.Length.ShouldBe(64);
    }
}
