using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Api.Tests.Hosting;
using Flexport.Webhooks.Signatures;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Api.Tests.Webhooks;

public sealed class InstrumentsTests
{
    [Fact]
    public async Task RefusalsAndDeliveries_AreCountedByReasonAndOutcome_AndByNothingElse()
    {
        await using var edge = await EdgeHost.Start(new FakeGrains().OnReceive(new Receipt(ReceiptKind.Duplicate, 1)));
        var measured = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "FlexportGrains.Api" && instrument.Meter.Scope == edge.Services.GetRequiredService<IMeterFactory>())
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue($"{instrument.Name} {value} {Labels(tags)}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Enqueue($"{instrument.Name} {Labels(tags)}"));
        listener.Start();

        using var refused = await edge.Deliver(Bodies.Departed, secret: "wrong");
        var legacy = new HttpRequestMessage(HttpMethod.Post, "/webhooks/flexport") { Content = new StringContent(Bodies.Departed) };
        legacy.Headers.Add(SignatureHeaders.LegacyName, SignatureWriter.SignSha1(System.Text.Encoding.UTF8.GetBytes(Bodies.Departed), WebhookSecret.FromText("test", EdgeHost.Secret)));
        using var legacyRefused = await edge.Send(legacy);
        using var delivered = await edge.Deliver(Bodies.Departed);

        measured.ShouldBe(["flexport.refusals 1 reason=mismatch", "flexport.refusals 1 reason=legacy_not_allowed,hint=allow_sha1", "flexport.deliveries outcome=duplicate"]);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
