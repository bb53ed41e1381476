using System.Text;

namespace Api.Tests.Hosting;

/// <summary>Events of an invented importer.</summary>
internal static class Bodies
{
    public const string Departed =
        """{"id":"evt-71","type":"shipment.milestone","created_at":"2026-03-02T10:00:00Z","data":{"shipment_id":"9001","milestone":"departed","occurred_at":"2026-03-02T08:30:00Z","location":{"name":"Port of Haldane","country":"NZ"}}}""";

    /// <summary>A readable event of exactly so many bytes.</summary>
    public static byte[] OfLength(int length)
    {
        const string open = """{"id":"evt-big","type":"shipment.milestone","data":{"shipment_id":"9001","milestone":"departed","note":" """;
        const string close = "\"}}";
        return Encoding.UTF8.GetBytes(open + new string('x', length - open.Length - close.Length) + close);
    }
}
