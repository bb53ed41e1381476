using System.Buffers.Binary;
using System.Text;
using Flexport.Webhooks.Signatures;
using Simulator.Commands;
using Simulator.Delivery;

namespace Simulator.Tests.Delivery;

public sealed class RecordingTests
{
    [Fact]
    public async Task EveryDelivery_IsInTheFile_SignedAndInOrder()
    {
        var schedule = Schedule.Once(InventedEvents.Make(20));
        var secret = WebhookSecret.FromText("first", "lighthouse-7");
        using var file = new MemoryStream();
        await Recording.Write(file, schedule, new Signing(secret, null, 1), TestContext.Current.CancellationToken);

        ReadOnlySpan<byte> left = file.ToArray();
        Take(ref left, 8).SequenceEqual("FLEXREC1"u8).ShouldBeTrue();
        Number(ref left).ShouldBe(schedule.Deliveries.Count);
        foreach (var delivery in schedule.Deliveries)
        {
            var length = Number(ref left);
            var signature = Encoding.ASCII.GetString(Take(ref left, 64));
            Take(ref left, length).SequenceEqual(delivery.Body).ShouldBeTrue();
            SignatureVerifier.Verify(delivery.Body, new SignatureHeaders([$"sha256={signature}"], []), [secret], allowSha1: false).IsValid.ShouldBeTrue();
        }

        left.Length.ShouldBe(0);
    }

    [Fact]
    public async Task AFileThatCannotBeWritten_IsExplained_AndEndsIn1()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        (await CommandLine.Run(["record", "--to", "/no/such/folder/x.rec", "--secret", "s", "--events", "10"], output, error, TimeProvider.System, TestContext.Current.CancellationToken)).ShouldBe(ExitCodes.Failed);
        error.ToString().ShouldContain("record --to: /no/such/folder/x.rec cannot be written");
    }

    private static int Number(ref ReadOnlySpan<byte> left) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref left, sizeof(int)));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> left, int count)
    {
        var taken = left[..count];
        left = left[count..];
        return taken;
    }
}
