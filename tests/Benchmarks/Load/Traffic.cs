using System.Globalization;
using System.Text;
using TestKit;
using TestKit.Bodies;

namespace Benchmarks.Load;

/// <summary>
/// Whole HTTP requests, made and signed before the clock starts: on a machine that service and client share, signing must not be measured.
/// Event <c>n</c> is about shipment <c>n % shipments</c>; a shipment lives through a voyage of 25 events, then through the next.
/// </summary>
internal sealed class Traffic
{
    private static readonly DateTimeOffset Begin = new(2031, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string run;
    private readonly int shipments;

    /// <summary>Bodies alone, made one by one.</summary>
    /// <param name="run">Part of all ids: no two runs have one in common.</param>
    public Traffic(string run, int shipments)
    {
        this.run = run;
        this.shipments = shipments;
        Requests = [];
    }

    /// <param name="run">Part of all ids: no two runs have one in common.</param>
    public Traffic(string run, int events, int shipments, Uri url, string secret)
        : this(run, shipments)
    {
        Requests = new byte[events][];
        Parallel.For(0, events, n => Requests[n] = Request(Body(n), url, secret));
    }

    public byte[][] Requests { get; }

    public string ShipmentOf(int n) => $"{run}-{n % shipments}";

    public string EventIdOf(int n) => $"{run}-e{n}";

    /// <summary>The body of the n-th event.</summary>
    public byte[] Body(int n)
    {
        var round = n / shipments;
        var at = Begin.AddHours(round).AddSeconds(n % shipments % 3600);
        return (round % 25) switch
        {
            1 => DialectA.Milestone(EventIdOf(n), ShipmentOf(n), "cargo_ready", at),
            4 => DialectA.Milestone(EventIdOf(n), ShipmentOf(n), "departed", at),
            14 => DialectA.Milestone(EventIdOf(n), ShipmentOf(n), "arrived", at),
            17 => DialectA.Milestone(EventIdOf(n), ShipmentOf(n), "customs_cleared", at),
            22 => DialectA.Milestone(EventIdOf(n), ShipmentOf(n), "delivered", at),
            _ => DialectA.EstimatedArrival(EventIdOf(n), ShipmentOf(n), at.AddDays(20), at),
        };
    }

    private static byte[] Request(byte[] body, Uri url, string secret)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /webhooks/flexport HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nX-Hub-Signature-256: {Signed.Header(body, secret)}\r\nContent-Length: {body.Length}\r\n\r\n"));
        return [.. head, .. body];
    }
}
