using System.Security.Cryptography;
using System.Text;
using Flexport.Webhooks.Events;

namespace Flexport.Webhooks.Tests.Events;

/// <summary>Reads envelopes from text.</summary>
internal static class Reading
{
    public static Envelope Read(string json) => EnvelopeReader.Read(Encoding.UTF8.GetBytes(json));

    public static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>Dialect A with this type and data.</summary>
    public static Envelope Named(string type, string data) =>
        Read($$"""{"id":"evt_1","type":"{{type}}","created_at":"2025-06-02T08:00:00Z","data":{{data}}}""");

    /// <summary>Dialect B with this type and data.</summary>
    public static Envelope ObjectPath(string type, string data) =>
        Read($$"""{"_object":"/event","id":90071,"version":2,"type":"{{type}}","created_at":"2025-06-02T08:00:00.000Z","occurred_at":"2025-06-01T21:30:00.000Z","data":{{data}}}""");
}
