using System.Text.Json.Nodes;
using Simulator.Verification;

namespace Simulator.Tests.Verification;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"a":0.1}""", """{"a":1e-1}""")]
    [InlineData("""{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":true}""", """{"a":true}""")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"c":1,"b":"x"}}""")]
    [InlineData("""{"a":[]}""", """{"a":[]}""")]
    [InlineData("""{"a":[1,{"b":2}]}""", """{"a":[1,{"b":2,"c":3}]}""")]
    [InlineData("""{"a":"2026-03-01T08:00:00Z"}""", """{"a":"2026-03-01T08:00:00+00:00"}""")]
    [InlineData("""{"a":"2026-03-01T08:00:00Z"}""", """{"a":"2026-03-01T16:00:00.000+08:00"}""")]
    [InlineData("""{"a":"2026-03-01T08:00:00.5Z"}""", """{"a":"2026-03-01T01:00:00.5000000-07:00"}""")]
    [InlineData("""{}""", """{"a":1}""")]
    public void Equal(string expected, string actual) => Compare(expected, actual).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "a", "1", "2")]
    [InlineData("""{"a":0.1}""", """{"a":0.10000000000000001}""", "a", "0.1", "0.10000000000000001")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "a", "1", "\"1\"")]
    [InlineData("""{"a":"1.0"}""", """{"a":"1"}""", "a", "\"1.0\"", "\"1\"")]
    [InlineData("""{"a":"x"}""", """{"a":"X"}""", "a", "\"x\"", "\"X\"")]
    [InlineData("""{"a":true}""", """{"a":false}""", "a", "true", "false")]
    [InlineData("""{"a":1}""", """{"a":null}""", "a", "1", "null")]
    [InlineData("""{"a":null}""", """{"a":1}""", "a", "null", "1")]
    [InlineData("""{"a":null}""", """{}""", "a", "null", "no such field")]
    [InlineData("""{"a":1}""", """{"A":1}""", "a", "1", "no such field")]
    [InlineData("""{"a":{"b":1}}""", """{"a":null}""", "a", "{\"b\":1}", "null")]
    [InlineData("""{"a":null}""", """{"a":{"b":1}}""", "a", "null", "{\"b\":1}")]
    [InlineData("""{"a":{"b":1}}""", """{"a":[1]}""", "a", "{\"b\":1}", "[1]")]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"c":2}}}""", "a.b.c", "1", "2")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,2]}""", "a[0]", "1", "2")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "a", "1 element [1]", "2 elements [1,2]")]
    [InlineData("""{"a":[]}""", """{"a":null}""", "a", "[]", "null")]
    [InlineData("""{"a":[{"b":1},{"b":2}]}""", """{"a":[{"b":1},{"b":3}]}""", "a[1].b", "2", "3")]
    [InlineData("""{"a":"2026-03-01T08:00:00Z"}""", """{"a":"2026-03-01T08:00:00+01:00"}""", "a", "\"2026-03-01T08:00:00Z\"", "\"2026-03-01T08:00:00+01:00\"")]
    [InlineData("""{"a":"2026-03-01T08:00:00Z"}""", """{"a":"2026-03-01T08:00:00.001Z"}""", "a", "\"2026-03-01T08:00:00Z\"", "\"2026-03-01T08:00:00.001Z\"")]
    [InlineData("""{"a":"2026-03-01"}""", """{"a":"2026-03-01T00:00:00Z"}""", "a", "\"2026-03-01\"", "\"2026-03-01T00:00:00Z\"")]
    [InlineData("""{"a":"2026-03-01T08:00:00Z"}""", """{"a":"2026-03-01T08:00:00"}""", "a", "\"2026-03-01T08:00:00Z\"", "\"2026-03-01T08:00:00\"")]
    public void Different(string expected, string actual, string field, string expectedText, string actualText) =>
        Compare(expected, actual).ShouldBe([new Difference("shipments/1", field, expectedText, actualText)]);

    [Fact]
    public void EveryDifferenceIsFound_WhereverItIs() =>
        Compare("""{"a":1,"b":{"c":2,"d":3},"e":[4,5]}""", """{"a":0,"b":{"c":0,"d":3},"e":[4,0]}""")
            .Select(difference => difference.Field).ShouldBe(["a", "b.c", "e[1]"]);

    [Fact]
    public void AnotherOrder_Differs() =>
        Compare("""{"legs":[{"id":"1"},{"id":"2"}]}""", """{"legs":[{"id":"2"},{"id":"1"}]}""")
            .Select(difference => difference.Field).ShouldBe(["legs[0].id", "legs[1].id"]);

    [Fact]
    public void AnAnswerThatIsNoObject_Differs() =>
        Compare("""{"a":1}""", "[]").ShouldHaveSingleItem().ToString().ShouldBe("""shipments/1  expected {"a":1}, got []""");

    [Fact]
    public void ADifference_ReadsAsALine() =>
        Compare("""{"legs":[{},{"actuals":{"departure":"2026-03-01T08:00:00Z"}}]}""", """{"legs":[{},{"actuals":{"departure":null}}]}""")
            .ShouldHaveSingleItem().ToString()
            .ShouldBe("""shipments/1  legs[1].actuals.departure  expected "2026-03-01T08:00:00Z", got null""");

    [Fact]
    public void WhatIsExpected_MayBeMadeInMemory() =>
        Comparison.Of("invoices/1", new JsonObject { ["amount"] = 12.50m, ["count"] = 3L }, JsonNode.Parse("""{"amount":12.5,"count":3}""")).Differences.ShouldBeEmpty();

    [Fact]
    public void Fields_AreCounted() =>
        Comparison.Of("shipments/1", Parse("""{"a":1,"b":{"c":2},"e":[4,5]}"""), Parse("""{"a":1,"b":{"c":2},"e":[4,5]}""")).Fields.ShouldBe(5);

    private static IReadOnlyList<Difference> Compare(string expected, string actual) =>
        Comparison.Of("shipments/1", Parse(expected), JsonNode.Parse(actual)).Differences;

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
