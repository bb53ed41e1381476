using System.Text;

namespace Acceptance.Tests.Events;

/// <summary>Where a body must be found afterwards, byte for byte.</summary>
public enum FoundIn
{
    None = 0,
    DeadLetters,
    /// <summary>At the shipment or invoice that it names, under its event id.</summary>
    ItsEntity,
    /// <summary>In either of the two: what is kept is right, where is not promised.</summary>
    Either,
}

/// <summary>A genuine delivery that nobody would wish for.</summary>
/// <param name="Path">Of its entity, such as <c>/api/shipments/x</c>, where it names one.</param>
/// <param name="EventId">Where it bears one that can be used.</param>
public sealed record HostileBody(string Name, byte[] Bytes, FoundIn In, string? Path = null, string? EventId = null)
{
    /// <param name="run">Part of all ids, so that every run is its own.</param>
    public static IReadOnlyList<HostileBody> All(string run)
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);
        var wide = string.Join(',', Enumerable.Range(0, 20_000).Select(n => $"\"k{n}\":{n}"));
        return
        [
            Lost("nothing at all", ""),
            Lost("an empty list", "[]"),
            Lost("null", "null"),
            Lost("a text", "\"shipment\""),
            Lost("a number", "17"),
            Lost("cut off", $$$"""{"id":"{{{run}}}-cut","type":"shipment.milestone","data":{"shipment_id":"{{{run}}}-cut","""),
            Lost("two objects", $$$"""{"id":"{{{run}}}-two","type":"departed","data":{"shipment_id":"{{{run}}}-two"}} {}"""),
            Lost("a trailing comma", $$$"""{"id":"{{{run}}}-comma","type":"departed","data":{"shipment_id":"{{{run}}}-comma"},}"""),
            Lost("nested 10,000 deep", $$$"""{"id":"{{{run}}}-deep","type":"departed","data":{"shipment_id":"{{{run}}}-deep","deep":{{{deep}}}}}"""),
            Lost("invalid UTF-8", [.. Utf8($$$"""{"id":"{{{run}}}-utf8","type":"departed","data":{"shipment_id":"{{{run}}}-utf8","name":"""), (byte)'"', 0xC3, 0x28, (byte)'"', .. Utf8("}}")]),
            Lost("a NUL byte inside", [.. Utf8($$$"""{"id":"{{{run}}}-nul","type":"departed","data":{"shipment_id":"{{{run}}}-nul","name":"a"""), 0, .. Utf8("\"}}")]),
            Lost("no type", $$$"""{"id":"{{{run}}}-untyped","data":{"shipment_id":"{{{run}}}-untyped"}}"""),
            Lost("a number as type", $$$"""{"id":"{{{run}}}-typed","type":7,"data":{"shipment_id":"{{{run}}}-typed"}}"""),
            Lost("an unknown type without an entity", $$$"""{"id":"{{{run}}}-who","type":"moon.risen","data":{"phase":"full"}}"""),
            Lost("a known type without an entity", $$$"""{"id":"{{{run}}}-where","type":"shipment.milestone","data":{"milestone":"departed"}}"""),
            Lost("no data", $$$"""{"id":"{{{run}}}-nodata","type":"departed"}"""),
            Lost("data that is a list", $$$"""{"id":"{{{run}}}-listed","type":"departed","data":[1,2]}"""),
            Lost("an event id of 300 bytes", $$$"""{"id":"{{{Long(run, 300)}}}","type":"departed","data":{"shipment_id":"{{{run}}}-longevent"}}"""),
            Lost("a shipment id of 300 bytes", $$$"""{"id":"{{{run}}}-longship","type":"departed","data":{"shipment_id":"{{{Long(run, 300)}}}"}}"""),
            Lost("\\u0000 in the shipment's id", $$$"""{"id":"{{{run}}}-nulid","type":"departed","data":{"shipment_id":"{{{run}}}\u0000x"}}"""),
            Lost("\\u0000 in the event's id", $$$"""{"id":"{{{run}}}\u0000e","type":"departed","data":{"shipment_id":"{{{run}}}-nulevent"}}"""),
            Lost("an object as event id", $$$"""{"id":{"a":1},"type":"departed","data":{"shipment_id":"{{{run}}}-objectid"}}"""),
            AtShipment("an unknown type that names a shipment", run, "unknown", """ "type":"shipment.teleported" """, ""),
            AtShipment("\\u0000 in a name", run, "nulname", """ "type":"departed" """, """ ,"location":{"name":"a\u0000b","country":"\u0000"} """),
            AtShipment("a lone surrogate in a name", run, "surrogate", """ "type":"departed" """, """ ,"location":{"name":"\ud800","country":"NL"} """),
            AtShipment("1e999 as a date", run, "infinite", """ "type":"departed" """, """ ,"occurred_at":1e999,"estimated_arrival":1e999 """),
            AtShipment("the first and the last instant there are", run, "eternal", """ "type":"departed","created_at":"9999-12-31T23:59:59.9999999Z" """, """ ,"occurred_at":"0001-01-01T00:00:00+14:00" """),
            AtShipment("no instant at all", run, "never", """ "type":"departed","created_at":"yesterday" """, """ ,"occurred_at":"2031-02-30T25:61:00Z" """),
            AtShipment("20,000 members", run, "wide", """ "type":"departed" """, $",{wide}"),
            AtShipment("as long as allowed", run, "long", """ "type":"departed" """, $",\"note\":\"{new string('x', (1 << 20) - 250)}\""),
            AtShipment("an offset and a smile", run, "smile", """ "type":"departed","created_at":"2031-05-02T08:00:00.123456789+05:45" """, """ ,"location":{"name":"Hafen 😀 東港"} """),
            new(
                "1e999 as an amount", Utf8($$$"""{"id":"{{{run}}}-e-money","type":"invoice.created","data":{"invoice_id":"{{{run}}}-money","total":{"amount":1e999,"currency_code":"EUR"} } }"""),
                FoundIn.ItsEntity, $"/api/invoices/{run}-money", $"{run}-e-money"),
            new(
                "the same key twice", Utf8($$$"""{"id":"{{{run}}}-e-twice","id":"{{{run}}}-e-twice","type":"departed","type":"arrived","data":{"shipment_id":"{{{run}}}-twice","shipment_id":"{{{run}}}-twice"}}"""),
                FoundIn.Either, $"/api/shipments/{run}-twice", $"{run}-e-twice"),
            new(
                "an id with slashes and blanks", Utf8($$$"""{"id":"{{{run}}}-e-slash","type":"departed","data":{"shipment_id":"{{{run}}}/a b%2F?#"}}"""),
                FoundIn.ItsEntity, $"/api/shipments/{Uri.EscapeDataString($"{run}/a b%2F?#")}", $"{run}-e-slash"),
        ];
    }

    private static HostileBody Lost(string name, string body) => Lost(name, Utf8(body));

    private static HostileBody Lost(string name, byte[] body) => new(name, body, FoundIn.DeadLetters);

    private static HostileBody AtShipment(string name, string run, string id, string head, string data) => new(
        name,
        Utf8($$$"""{"id":"{{{run}}}-e-{{{id}}}",{{{head}}},"data":{"shipment_id":"{{{run}}}-{{{id}}}"{{{data}}}}}"""),
        FoundIn.ItsEntity,
        $"/api/shipments/{run}-{id}",
        $"{run}-e-{id}");

    private static string Long(string run, int bytes) => run.PadRight(bytes, 'x');

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
