using System.Security.Cryptography;
using System.Text;
using Flexport.Webhooks.Events;
using static Flexport.Webhooks.Tests.Events.Reading;

namespace Flexport.Webhooks.Tests.Events;

/// <summary>One freight thing, one key, however it is spelt.</summary>
public sealed class FreightKeysTests
{
    [Theory]
    [InlineData("870000001", "870000001")]
    [InlineData(" FLEX-870000001 ", "870000001")]
    [InlineData("flex-870000001", "870000001")]
    [InlineData("FLEX\u2010870000001", "870000001")]
    [InlineData("FLEX \u2013 870000001", "870000001")]
    [InlineData("FLEX 870000001", "870000001")]
    [InlineData("\ufeff870000001\u200b", "870000001")]
    [InlineData("\u00a0870000001\u3000", "870000001")]
    [InlineData("８７０００００0１", "870000001")]
    [InlineData("FLEX-870000001-1", "FLEX-870000001-1")]
    [InlineData("FLEX870000001", "FLEX870000001")]
    [InlineData("FLEX-", "FLEX-")]
    [InlineData(" \u00a0 ", "")]
    public void AShipmentsId_IsOneHoweverItIsWritten(string written, string key) => FreightKeys.Shipment(written).ShouldBe(key);

    [Theory]
    [InlineData("CSQU3054383", "CSQU3054383")]
    [InlineData("CSQU 305438-3", "CSQU3054383")]
    [InlineData("csqu\u00a0305438\u20113", "CSQU3054383")]
    [InlineData("CSQU-305438", "CSQU305438")]
    [InlineData("abcu1", "ABCU1")]
    [InlineData(" LCL-4 7 ", "LCL-4 7")]
    [InlineData("CSQU 305438-33", "CSQU 305438-33")]
    [InlineData("FLEX-460723", "FLEX-460723")]
    public void AContainersNumber_IsOneHoweverItIsWritten(string written, string key) => FreightKeys.ContainerNumber(written).ShouldBe(key);

    [Theory]
    [InlineData("cnt_1844712", "cnt_1844712")]
    [InlineData("csqu 305438-3", "CSQU3054383")]
    [InlineData(" 1844712", "1844712")]
    public void AContainersId_KeepsItsCase_UnlessItIsANumber(string written, string key) => FreightKeys.Container(written).ShouldBe(key);

    [Theory]
    [InlineData(" aW52\u2010x ", "aW52-x")]
    [InlineData("PO\u00a0 77", "PO 77")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("a\u0000b", "a\u0000b")]
    public void AnyOtherId_KeepsItsCase(string written, string key) => FreightKeys.Id(written).ShouldBe(key);

    [Theory]
    [InlineData("csqu 305438-3", "CSQU3054383")]
    [InlineData(" flex\u2013870000001", "FLEX-870000001")]
    [InlineData("Cafe\u0301  du Port", "Café du Port")]
    public void WhatIsSearchedFor_IsInTheFormThatWordsHave(string written, string sought) => FreightKeys.Search(written).ShouldBe(sought);

    [Fact]
    public void TheNormalForm_IsItsOwnNormalForm_AndTheSameText()
    {
        foreach (var written in (string[])["870000001", "CSQU3054383", "aW52-x_y==", "Café", "PO 77"])
        {
            FreightKeys.Id(written).ShouldBeSameAs(written);
            FreightKeys.Id(FreightKeys.Container(written)).ShouldBe(FreightKeys.Container(written));
        }
    }

    [Theory]
    [InlineData("departed", """{"shipment_id":" FLEX-870000001 "}""", SubjectKind.Shipment, "870000001")]
    [InlineData("departed", """{"shipment_id":"FLEX\u2011870000001"}""", SubjectKind.Shipment, "870000001")]
    [InlineData("departed", """{"shipment_id":"\t870000001\n"}""", SubjectKind.Shipment, "870000001")]
    [InlineData("departed", """{"shipment_id":"  ","shipment":{"id":"870000001"}}""", SubjectKind.Shipment, "870000001")]
    [InlineData("invoice_created", """{"invoice_id":" aW52 "}""", SubjectKind.Invoice, "aW52")]
    [InlineData("po_created", """{"po_id":"\u00a05001"}""", SubjectKind.PurchaseOrder, "5001")]
    [InlineData("container_loaded", """{"container_number":"CSQU 305438-3"}""", SubjectKind.Container, "CSQU3054383")]
    [InlineData("container_loaded", """{"container_id":"csqu 305438-3"}""", SubjectKind.Container, "CSQU3054383")]
    public void AnEvent_GoesToTheOneEntity(string type, string data, SubjectKind kind, string id)
    {
        var read = Named(type, data);
        (read.Problem, read.Subject, read.SubjectId).ShouldBe((EnvelopeProblem.None, kind, id));
    }

    [Fact]
    public void InnerControlCharacters_StillMakeAnIdUnusable() =>
        Named("departed", """{"shipment_id":"87\n1"}""").Problem.ShouldBe(EnvelopeProblem.UnusableSubjectId);

    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("o\u0323\u0302", "\u1ed9")]
    [InlineData("o\u0302\u0323", "\u1ed9")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\ud834\udd57\ud834\udd65", "\ud834\udd57\ud834\udd65")]
    [InlineData("\ud800e\u0301", "\ud800\u00e9")]
    public void Unicode_IsComposed(string written, string composed) => ComposedText.Of(written).ShouldBe(composed);

    [Fact]
    public void TheRuntimesOwnNormalisation_DoesNothingHere_WhichIsWhyThereIsOne() => "e\u0301".Normalize(NormalizationForm.FormC).ShouldBe("e\u0301");

    [Fact]
    public void EveryCharacter_IsComposedAsUnicodeSays()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var character = 0; character <= 0x10FFFF; character++)
        {
            if (Rune.IsValid(character)) hash.AppendData(Encoding.UTF8.GetBytes(ComposedText.Of($"a{new Rune(character)}\u0301\u0323")));
        }

        // By Python's unicodedata, version 14 of Unicode.
        Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe("5dbd89c0408d0618baf7f38bf96a7f01b3a6a414581ca7f4f1926660e2ee040a");
    }
}
