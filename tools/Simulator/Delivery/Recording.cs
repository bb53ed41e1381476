using System.Buffers.Binary;
using System.Text;

namespace Simulator.Delivery;

/// <summary>
/// A file of signed deliveries: the eight bytes <c>FLEXREC1</c>, their number (four bytes, little-endian), then of each the length of the body (four bytes),
/// the signature's 64 hex digits and the body.
/// </summary>
internal static class Recording
{
    private const string Prefix = "sha256=";

    public static async Task Write(Stream file, Schedule schedule, Signing signing, CancellationToken stop)
    {
        var deliveries = schedule.Deliveries;
        await file.WriteAsync("FLEXREC1"u8.ToArray(), stop);
        await file.WriteAsync(Number(deliveries.Count), stop);
        for (var place = 0; place < deliveries.Count; place++)
        {
            var body = deliveries[place].Body;
            await file.WriteAsync(Number(body.Length), stop);
            await file.WriteAsync(Encoding.ASCII.GetBytes(signing.Sign(body, place, deliveries.Count)[Prefix.Length..]), stop);
            await file.WriteAsync(body, stop);
        }
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
