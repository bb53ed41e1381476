using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using Flexport.Webhooks.Events;

namespace Flexport.Webhooks.Tests.Events;

/// <summary>Bodies that nobody thought of. A second, slow way to read them says what is right.</summary>
public sealed class EnvelopeFuzz
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"id\":", "\"type\":", "\"data\":", "\"shipment\":", "\"shipment_id\":", "\"resource\":", "\"_object\":", "\"\\u0069d\":", "\"/event\"", "\"/shipment\"",
            "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "1e999", "1.5", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", "\"departed\"", "\"x\"", "77", " ", "//", "\ufeff",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc2, 0x85], [0x00], [0xed, 0xa0, 0x80],
    ];

    private static readonly Gen<byte[]> Seeds = Gen.OneOf(
        [.. new[]
        {
            CapturedShapes.LegArrived,
            CapturedShapes.Departed,
            """{"id":1,"type":"departed","data":{"shipment_id":"S","shipment":{"id":2}}}""",
            """{"_object":"/event","id":1,"type":"/invoice#invoice_shared","data":{"resource":{"_object":"/invoice","id":"I"}}}""",
        }.Select(Encoding.UTF8.GetBytes)]);

    private static readonly Gen<(int Kind, int At, int Length, int Piece, byte Byte)> Mutations =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100_000], Gen.Int[1, 40], Gen.Int[0, Pieces.Length - 1], Gen.Byte);

    private static readonly Gen<byte[]> Mutated = Gen.Select(Seeds, Mutations.Array[1, 6]).Select((seed, mutations) => mutations.Aggregate(seed, Mutate));

    [Fact]
    public void RandomBytes_AreReadWithoutComplaint() => Gen.Byte.Array[0, 400].Sample(CheckAgainstOracle, iter: 20_000);

    [Fact]
    public void RandomPiecesOfJson_AreReadAsASlowReaderWould() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 30].Select(picks => picks.SelectMany(pick => Pieces[pick]).ToArray()).Sample(CheckAgainstOracle, iter: 20_000);

    [Fact]
    public void MutatedEvents_AreReadAsASlowReaderWould() => Mutated.Sample(CheckAgainstOracle, iter: 20_000);

    [Fact]
    public void RandomMembersInAnyOrderAndNumber_AreReadAsASlowReaderWould()
    {
        var scalar = Gen.OneOf("1", "-4", "\"x\"", "\"\"", "null", "1.5", "true", "\"a\\u0000\"", "\"\\ud800\"", "\"departed\"", "\"FLEX-9\"", "[{\"id\":8}]");
        var reference = Gen.Select(Gen.OneOf("id", "name", "\\u0069d"), scalar).Array[0, 3].Select(Members);
        var data = Gen.Select(Gen.OneOf("shipment_id", "shipment", "po_id", "note"), Gen.OneOf<string>(scalar, reference)).Array[0, 5].Select(Members);
        var top = Gen.Select(Gen.OneOf("id", "data", "d\\u0061ta", "type", "\\u0074ype", "extra"), Gen.OneOf<string>(scalar, data)).Array[0, 6]
            .Select(members => Members([.. members, ("type", "\"departed\"")]));
        top.Select(Encoding.UTF8.GetBytes).Sample(CheckAgainstOracle, iter: 20_000);
    }

    private static string Members((string Name, string Value)[] members) => "{" + string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}")) + "}";

    private static byte[] Mutate(byte[] body, (int Kind, int At, int Length, int Piece, byte Byte) mutation)
    {
        if (body.Length == 0) return Pieces[mutation.Piece];
        var at = mutation.At % body.Length;
        var length = Math.Min(mutation.Length, body.Length - at);
        return mutation.Kind switch
        {
            0 => [.. body[..at], mutation.Byte, .. body[(at + 1)..]],
            1 => [.. body[..at], .. body[(at + length)..]],
            2 => [.. body[..(at + length)], .. body[at..]],
            3 => [.. body[..at], .. Pieces[mutation.Piece], .. body[at..]],
            _ => body[..at],
        };
    }

    private static void CheckAgainstOracle(byte[] body)
    {
        var read = EnvelopeReader.Read(body);

        ShouldBeASafeKey(read.EventId);
        if (read.SubjectId is { } subject) ShouldBeASafeKey(subject);
        read.ShouldBe(EnvelopeReader.Read(body));

        var json = body.AsSpan().StartsWith("\ufeff"u8) ? body[3..] : body;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            read.Problem.ShouldBe(body.Length == 0 ? EnvelopeProblem.Empty : EnvelopeProblem.NotJson);
            return;
        }

        using (document)
        {
            if (!Utf8.IsValid(json))
            {
                read.Problem.ShouldBe(EnvelopeProblem.NotJson);
                return;
            }

            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                read.Problem.ShouldBe(EnvelopeProblem.NotAnObject);
                return;
            }

            var id = Last(root, "id");
            read.EventId.ShouldBe(Text(id) ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)));
            if (read is { Dialect: Dialect.Named, Event: "departed" }) read.SubjectId.ShouldBe(ShipmentOf(Last(root, "data")));
        }
    }

    private static string? ShipmentOf(JsonElement? data)
    {
        var direct = Last(data, "shipment_id");
        var chosen = direct is null or { ValueKind: JsonValueKind.Null } || IsBlank(direct) ? Last(Last(data, "shipment"), "id") : direct;
        return Written(chosen) is { } text ? Usable(ShipmentReference.ToId(text)) : null;
    }

    private static bool IsBlank(JsonElement? element) => Written(element) is { } text && ShipmentReference.ToId(text).Length == 0;

    private static JsonElement? Last(JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } parent) return null;
        JsonElement? last = null;
        foreach (var property in parent.EnumerateObject())
        {
            if (NameOf(property) == name) last = property.Value;
        }

        return last;
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }

    private static string? Text(JsonElement? element) => Written(element) is { } text ? Usable(text) : null;

    private static string? Usable(string text) => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= 128 && !text.Any(char.IsControl) ? text : null;

    /// <summary>With all blanks and control characters, up to four times the length of an id.</summary>
    private static string? Written(JsonElement? element)
    {
        try
        {
            var text = element switch
            {
                { ValueKind: JsonValueKind.String } => element.Value.GetString(),
                { ValueKind: JsonValueKind.Number } when element.Value.GetRawText().IndexOfAny(['.', 'e', 'E']) < 0 => element.Value.GetRawText(),
                _ => null,
            };
            return text is not null && Encoding.UTF8.GetByteCount(text) <= 512 ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }

    private static void ShouldBeASafeKey(string key)
    {
        key.ShouldNotBeEmpty();
        Encoding.UTF8.GetByteCount(key).ShouldBeLessThanOrEqualTo(128);
        key.Any(char.IsControl).ShouldBeFalse();
        Utf8.IsValid(new UTF8Encoding(false, true).GetBytes(key)).ShouldBeTrue();
    }
}
