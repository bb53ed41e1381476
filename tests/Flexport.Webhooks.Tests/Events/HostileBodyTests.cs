using System.Security.Cryptography;
using System.Text;
using Flexport.Webhooks.Events;
using static Flexport.Webhooks.Tests.Events.Reading;

namespace Flexport.Webhooks.Tests.Events;

public sealed class HostileBodyTests
{
    private const string Good = """{"id":"evt_1","type":"departed","data":{"shipment_id":"S"}}""";

    [Theory]
    [InlineData("", EnvelopeProblem.Empty)]
    [InlineData(" ", EnvelopeProblem.NotJson)]
    [InlineData("[]", EnvelopeProblem.NotAnObject)]
    [InlineData("null", EnvelopeProblem.NotAnObject)]
    [InlineData("true", EnvelopeProblem.NotAnObject)]
    [InlineData("1e999", EnvelopeProblem.NotAnObject)]
    [InlineData("\"/shipment#created\"", EnvelopeProblem.NotAnObject)]
    [InlineData("[" + Good + "]", EnvelopeProblem.NotAnObject)]
    [InlineData("[", EnvelopeProblem.NotJson)]
    [InlineData("[] []", EnvelopeProblem.NotJson)]
    [InlineData("{", EnvelopeProblem.NotJson)]
    [InlineData("}", EnvelopeProblem.NotJson)]
    [InlineData("{}", EnvelopeProblem.NoType)]
    [InlineData("nul", EnvelopeProblem.NotJson)]
    [InlineData("id=5&type=departed", EnvelopeProblem.NotJson)]
    [InlineData(Good + "x", EnvelopeProblem.NotJson)]
    [InlineData(Good + Good, EnvelopeProblem.NotJson)]
    [InlineData(Good + "\0", EnvelopeProblem.NotJson)]
    [InlineData(Good + " \r\n\t", EnvelopeProblem.None)]
    [InlineData("""{"id":"evt_1","type":"departed","data":{"shipment_id":"S"},}""", EnvelopeProblem.NotJson)]
    [InlineData("""{"id":"evt_1","type":"departed"/* why */,"data":{"shipment_id":"S"}}""", EnvelopeProblem.NotJson)]
    [InlineData("""{'id':'evt_1'}""", EnvelopeProblem.NotJson)]
    [InlineData("""{"type":null,"data":{"shipment_id":"S"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"type":"","data":{"shipment_id":"S"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"type":5,"data":{"shipment_id":"S"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"type":["departed"],"data":{"shipment_id":"S"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"type":"depar\u0000ted","data":{"shipment_id":"S"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"type":"departed\ud800","data":{"shipment_id":"S"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"type":"departed","data":{"shipment_id":"S","note":"\u0000 \ud800 \udfff 😀"}}""", EnvelopeProblem.None)]
    [InlineData("""{"type":"departed","data":{"shipment_id":"S","weight":1e999,"many":123456789012345678901234567890}}""", EnvelopeProblem.None)]
    [InlineData("""{"type":"departed","\ud800":1,"data":{"shipment_id":"S","\udc00":{"id":5}}}""", EnvelopeProblem.None)]
    public void EveryBody_HasItsProblem(string body, EnvelopeProblem problem)
    {
        var read = Read(body);

        read.Problem.ShouldBe(problem);
        read.EventId.ShouldBe(body.StartsWith("""{"id":"evt_1",""", StringComparison.Ordinal) ? "evt_1" : Hash(body));
    }

    [Theory]
    [InlineData("\"evt-1\"", "evt-1")]
    [InlineData("\"0\"", "0")]
    [InlineData("\" \"", " ")]
    [InlineData("\"ünïcode/#?\"", "ünïcode/#?")]
    [InlineData("\"\\u0061\\/b\"", "a/b")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("1831596", "1831596")]
    [InlineData("0", "0")]
    [InlineData("-17", "-17")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808000", "9223372036854775808000")]
    [InlineData("\"\"", null)]
    [InlineData("1.0", null)]
    [InlineData("1e3", null)]
    [InlineData("1E3", null)]
    [InlineData("1e999", null)]
    [InlineData("true", null)]
    [InlineData("{\"id\":5}", null)]
    [InlineData("[5]", null)]
    [InlineData("\"\\u0000\"", null)]
    [InlineData("\"a\\nb\"", null)]
    [InlineData("\"a\\u001fb\"", null)]
    [InlineData("\"a\u007fb\"", null)]
    [InlineData("\"a\u0085b\"", null)]
    [InlineData("\"a\\u009fb\"", null)]
    [InlineData("\"a\u00a0b\"", "a\u00a0b")]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("\"\\ud800x\"", null)]
    [InlineData("\"\\udc00\\ud800\"", null)]
    public void AnId_IsUsableOrReplacedByTheHash(string id, string? text)
    {
        var asEvent = $$"""{"id":{{id}},"type":"departed","data":{"shipment_id":"S"} }""";
        var read = Read(asEvent);
        read.EventId.ShouldBe(text ?? Hash(asEvent));
        read.Problem.ShouldBe(text is null ? EnvelopeProblem.UnusableEventId : EnvelopeProblem.None);
        read.SubjectId.ShouldBe("S");

        var asSubject = $$"""{"id":"evt_1","type":"departed","data":{"shipment_id":{{id}} } }""";
        read = Read(asSubject);
        // Ids of freight have a normal form; ids of events are as they are sent.
        var subject = text?.Replace('\u00a0', ' ').Trim() is { Length: > 0 } normal ? normal : null;
        read.SubjectId.ShouldBe(subject);
        read.Subject.ShouldBe(SubjectKind.Shipment);
        read.Problem.ShouldBe(subject is null ? EnvelopeProblem.UnusableSubjectId : EnvelopeProblem.None);
        read.EventId.ShouldBe("evt_1");
    }

    [Theory]
    [InlineData('x', 128, true)]
    [InlineData('x', 129, false)]
    [InlineData('x', 300, false)]
    [InlineData('x', 1_000_000, false)]
    [InlineData('é', 64, true)]
    [InlineData('é', 65, false)]
    [InlineData('7', 128, true)]
    public void AnId_MayHave128Bytes(char character, int length, bool usable)
    {
        var id = new string(character, length);
        var escaped = string.Concat(id.Select(c => $"\\u{(int)c:x4}"));
        foreach (var spelling in new[] { $"\"{id}\"", $"\"{escaped}\"" })
        {
            var read = Read($$"""{"id":{{spelling}},"type":"departed","data":{"shipment_id":{{spelling}} } }""");
            read.Problem.ShouldBe(usable ? EnvelopeProblem.None : EnvelopeProblem.UnusableEventId);
            read.SubjectId.ShouldBe(usable ? id : null);
            read.EventId.Length.ShouldBe(usable ? length : 64);
        }
    }

    [Theory]
    [InlineData("", true, "")]
    [InlineData("a/b", true, "a/b")]
    [InlineData(@"\""\\\/\b\f\n\r\t", true, "\"\\/\b\f\n\r\t")]
    [InlineData(@"\u0041\u00e9\u4E2D\uFFFF", true, "A\u00e9\u4e2d\uffff")]
    [InlineData(@"x\ud83d\ude00\uD83D\uDE00y", true, "x\ud83d\ude00\ud83d\ude00y")]
    [InlineData(@"\\ud800", true, @"\ud800")]
    [InlineData(@"\ud800", false, "")]
    [InlineData(@"\udc00", false, "")]
    [InlineData(@"\ud83d\ud83d\ude00", false, "")]
    [InlineData(@"\ud83dx\ude00", false, "")]
    [InlineData(@"\ud83d\\ude00", false, "")]
    [InlineData(@"\ud83d\n", false, "")]
    public void Escapes_AreResolvedOrAreNoText(string raw, bool isText, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var expected = Encoding.UTF8.GetBytes(text);
        var buffer = new byte[64];

        JsonEscapes.IsText(bytes).ShouldBe(isText);
        JsonEscapes.TryResolve(bytes, buffer, out var written).ShouldBe(isText);
        if (!isText) return;
        buffer[..written].ShouldBe(expected);
        if (expected.Length > 0) JsonEscapes.TryResolve(bytes, buffer.AsSpan(0, expected.Length - 1), out _).ShouldBeFalse();
    }

    [Fact]
    public void NamesThatAreNoTextOrTooLong_AreReadWithoutAnException()
    {
        var names = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"\\ud800{i}\":{i},\"\\u0061{new string('x', 40)}\":1"));
        var thrown = 0;
        var here = Environment.CurrentManagedThreadId;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            Read($$"""{"type":"departed","data":{"shipment":{"id":"S",{{names}}} } }""").SubjectId.ShouldBe("S");
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        thrown.ShouldBe(0);

        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs _)
        {
            if (Environment.CurrentManagedThreadId == here) thrown++;
        }
    }

    [Theory]
    [InlineData("link:7", false)]
    [InlineData("link:", false)]
    [InlineData("deadline:eta:2026-01-01", false)]
    [InlineData("\\u006cink:7", false)]
    [InlineData("links:7", true)]
    [InlineData("Link:7", true)]
    [InlineData("evt-link:7", true)]
    [InlineData("deadline", true)]
    public void AnId_LikeTheServicesOwn_IsReplacedByTheHash(string id, bool usable)
    {
        var asEvent = $$"""{"id":"{{id}}","type":"departed","data":{"shipment_id":"link:7"} }""";
        var read = Read(asEvent);
        read.EventId.ShouldBe(usable ? id : Hash(asEvent));
        read.Problem.ShouldBe(usable ? EnvelopeProblem.None : EnvelopeProblem.UnusableEventId);
        read.SubjectId.ShouldBe("link:7");
    }

    [Theory]
    [InlineData("   ", null)]
    [InlineData("\\u00a0", null)]
    [InlineData(" x ", "X")]
    public void AContainersNumber_IsTrimmedBeforeItIsUsable(string number, string? id)
    {
        var read = Read($$"""{"type":"container.loaded","data":{"container_number":"{{number}}"} }""");
        read.Problem.ShouldBe(id is null ? EnvelopeProblem.UnusableSubjectId : EnvelopeProblem.None);
        read.SubjectId.ShouldBe(id);
    }

    [Fact]
    public void AContainersNumberThatGrowsBeyondAnIdInUpperCase_IsUnusable() =>
        Read($$"""{"type":"container.loaded","data":{"container_number":"{{new string('\u0250', 64)}}"} }""").Problem.ShouldBe(EnvelopeProblem.UnusableSubjectId);

    [Fact]
    public void AnIntegerOf300Digits_IsNoId() =>
        Read($$"""{"id":{{new string('9', 300)}},"type":"departed","data":{"shipment_id":"S"} }""").Problem.ShouldBe(EnvelopeProblem.UnusableEventId);

    [Fact]
    public void AnUnusableId_IsNotPassedOverForALessTrustedOne() =>
        Named("departed", """{"shipment_id":"a\u0000b","shipment":{"id":"SHP-9"}}""").Problem.ShouldBe(EnvelopeProblem.UnusableSubjectId);

    [Theory]
    [InlineData(63, EnvelopeProblem.None)]
    [InlineData(64, EnvelopeProblem.NotJson)]
    [InlineData(10_000, EnvelopeProblem.NotJson)]
    public void Nesting_EndsAt64(int arrays, EnvelopeProblem problem)
    {
        var read = Read($$"""{"id":"evt_1","type":"departed","data":{"shipment_id":"S"},"deep":{{new string('[', arrays)}}{{new string(']', arrays)}}}""");

        read.Problem.ShouldBe(problem);
        read.EventId.ShouldBe("evt_1");
        read.SubjectId.ShouldBe("S");
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3 })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 })]
    public void InvalidUtf8_IsNotJson_AndNoPartOfAnId(byte[] invalid)
    {
        var note = EnvelopeReader.Read([.. """{"id":"evt_1","type":"departed","data":{"shipment_id":"S","note":" """u8, .. invalid, .. "\"}}"u8]);
        note.Problem.ShouldBe(EnvelopeProblem.NotJson);
        note.EventId.ShouldBe("evt_1");
        note.SubjectId.ShouldBe("S");

        byte[] inId = [.. "{\"id\":\"a"u8, .. invalid, .. "\",\"type\":\"departed\",\"data\":{\"shipment_id\":\"b"u8, .. invalid, .. "\"}}"u8];
        var read = EnvelopeReader.Read(inId);
        read.Problem.ShouldBe(EnvelopeProblem.NotJson);
        read.EventId.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(inId)));
        read.SubjectId.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"id":"evt_1","type":"departed","created_at":"2025-06-02","data":{"shipment_id":"S","mile""")]
    [InlineData("""{"id":"evt_1","type":"departed","created_at":"2025-06-02","data":{"shipment_id":"S"}]""")]
    [InlineData("""{"id":"evt_1","type":"departed","created_at":"2025-06-02","data":{"shipment_id":"S"}}}""")]
    public void OfABrokenBody_WhatCouldBeReadIsFilledIn(string body) => Read(body).ShouldBe(new Envelope(
        EnvelopeProblem.NotJson, Dialect.Named, "evt_1", "departed", "departed", new DateTimeOffset(2025, 6, 2, 0, 0, 0, TimeSpan.Zero), null, SubjectKind.Shipment, "S"));

    [Theory]
    [InlineData("""{"id":1,"id":2,"type":"x","type":"departed","data":{"shipment_id":"S"}}""", "2 departed S")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R","shipment_id":"S"}}""", "2 departed S")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R"},"data":{"shipment":{"id":"S"}}}""", "2 departed S")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment":{"id":"R"},"shipment":{"id":"S"}}}""", "2 departed S")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment":{"id":"R","id":"S"}}}""", "2 departed S")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment":{"id":"R"},"shipment":{"name":"no id"}}}""", "2 departed ")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R"},"data":{}}""", "2 departed ")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R"},"data":5}""", "2 departed ")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R"},"data":null}""", "2 departed ")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R","shipment_id":null}}""", "2 departed ")]
    [InlineData("""{"id":2,"type":"departed","data":{"shipment_id":"R"},"d\u0061ta":{"shipment\u005fid":"S"}}""", "2 departed S")]
    [InlineData("""{"id":2,"type":"/shipment#created","data":{"resource":{"_object":"/shipment","id":"R"},"resource":{"shipment":{"id":"S"}}}}""", "2 /shipment#created S")]
    [InlineData("""{"id":2,"type":"/shipment#created","data":{"resource":{"_object":"/shipment","id":"R"},"resource":[{"id":"S"}]}}""", "2 /shipment#created ")]
    public void OfARepeatedKey_TheLastCountsWithAllThatIsInIt(string body, string expected)
    {
        var read = Read(body);

        $"{read.EventId} {read.Event} {read.SubjectId}".ShouldBe(expected);
        read.Problem.ShouldBe(read.SubjectId is null ? EnvelopeProblem.NoSubject : EnvelopeProblem.None);
    }

    [Fact]
    public void AByteOrderMark_IsPassedOver_ButBelongsToTheBodysHash()
    {
        byte[] mark = [0xef, 0xbb, 0xbf];
        byte[] body = [.. mark, .. """{"type":"departed","data":{"shipment_id":"S"}}"""u8];
        var read = EnvelopeReader.Read(body);

        read.Problem.ShouldBe(EnvelopeProblem.None);
        read.SubjectId.ShouldBe("S");
        read.EventId.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(body)));
        EnvelopeReader.Read(mark).Problem.ShouldBe(EnvelopeProblem.NotJson);
        EnvelopeReader.Read([.. mark, .. body]).Problem.ShouldBe(EnvelopeProblem.NotJson);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void AnUnknownType_MayHave256Bytes(int length, bool usable)
    {
        var type = new string('t', length);
        var read = Named(type, """{"shipment_id":"S"}""");

        read.Type.ShouldBe(usable ? type : null);
        read.Problem.ShouldBe(usable ? EnvelopeProblem.None : EnvelopeProblem.NoType);
    }

    [Fact]
    public void AMebibyteOfEscapedNames_IsReadWithoutGarbage()
    {
        var names = string.Concat(Enumerable.Repeat("\"\\u0061\":0,", 90_000));
        var body = Encoding.UTF8.GetBytes("{" + names + "\"type\":\"departed\",\"data\":{\"shipment_id\":\"S\"}}");
        EnvelopeReader.Read(body).SubjectId.ShouldBe("S");

        var before = GC.GetAllocatedBytesForCurrentThread();
        EnvelopeReader.Read(body);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }
}
