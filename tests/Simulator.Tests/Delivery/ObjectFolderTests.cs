using System.Text.Json.Nodes;
using Simulator.Delivery;
using Simulator.Worlds;

namespace Simulator.Tests.Delivery;

public sealed class ObjectFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("objects");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"_object":"/shipment","id":1,"updated_at":"2026-03-01T08:00:00Z"}""", "/shipment#created", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/shipment_leg","id":1,"updated_at":"2026-03-02T08:00:00Z","actual_departure_date":"2026-03-01T16:00:00+08:00"}""", "/shipment_leg#departed", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/shipment_leg","id":1,"updated_at":"2026-03-02T08:00:00Z","actual_departure_date":"2026-02-01T16:00:00Z","actual_arrival_date":"2026-03-01T08:00:00Z"}""", "/shipment_leg#arrived", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/shipment_leg","id":1,"updated_at":"2026-03-01T08:00:00Z"}""", "/shipment_leg#updated_estimated_time_of_arrival", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/ocean/shipment_container","id":1,"updated_at":"2026-03-01T08:00:00Z"}""", "/ocean/shipment_container#updated", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/ocean/shipment_container_leg","id":1,"updated_at":"2026-03-01T08:00:00Z"}""", "/shipment_container_leg#updated_estimated_available_for_pickup", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/invoice","id":"Zm9v","last_updated_at":"2026-03-01T08:00:00Z","status":"paid"}""", "/invoice#invoice_payment_made", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/invoice","id":"Zm9v","issued_at":"2026-03-01T08:00:00Z","status":"outstanding"}""", "/invoice#invoice_shared", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/purchase_order","id":1,"updated_at":"2026-03-01T08:00:00Z","archived_at":null}""", "/purchase_order#updated", "2026-03-01T08:00:00Z")]
    [InlineData("""{"_object":"/customs_entries","id":"A","updated_at":"2026-03-03T08:00:00Z","release_status":"cleared","release_date":"2026-03-01"}""", "/shipment#customs_entry_release_status_released", "2026-03-01T00:00:00Z")]
    [InlineData("""{"_object":"/booking","id":1,"created_at":"2026-03-01T08:00:00Z"}""", "/booking#updated", "2026-03-01T08:00:00Z")]
    public void AnObject_BecomesAnEventThatFits(string json, string type, string occurredAt)
    {
        Write("one.json", json);
        var read = Read().Events.ShouldHaveSingleItem();
        read.Type.ShouldBe(type);
        read.OccurredAt.ShouldBe(DateTimeOffset.Parse(occurredAt, System.Globalization.CultureInfo.InvariantCulture));
        var body = Body(read);
        body["_object"]!.GetValue<string>().ShouldBe("/event");
        body["id"]!.GetValue<long>().ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(read.Id);
        body["type"]!.GetValue<string>().ShouldBe(type);
        JsonNode.DeepEquals(body["data"]!["resource"], JsonNode.Parse(json)).ShouldBeTrue();
    }

    [Fact]
    public void AShipment_IsItsOwnShipment()
    {
        Write("one.json", """{"_object":"/shipment","id":7}""");
        Body(Read().Events[0])["data"]!["shipment"]!["id"]!.GetValue<int>().ShouldBe(7);
    }

    [Fact]
    public void Envelopes_Lists_AndFolders_AreUnpacked()
    {
        Write("a.json", """{"_object":"/api/response","data":{"_object":"/shipment","id":1}}""");
        Write("b.json", """{"_object":"/api/response","data":{"_object":"/api/collections/paginated","data":[{"_object":"/invoice","id":"a"},{"_object":"/invoice","id":"b"}]}}""");
        Write("c/d.json", """[{"_object":"/booking","id":4}]""");
        Write("e.txt", "not looked at");
        Read().Events.Select(one => one.Path).ShouldBe(["a.json", "b.json[0]", "b.json[1]", Path.Combine("c", "d.json")]);
    }

    [Fact]
    public void AnEvent_IsPassedOnAsItIs()
    {
        const string body = """{"_object":"/event","id":12,"version":2,"type":"/shipment_leg#departed","created_at":"2026-03-01T08:00:00Z","data":{}}""";
        Write("one.json", body);
        var read = Read().Events.ShouldHaveSingleItem();
        (read.Id, read.Type).ShouldBe(("12", "/shipment_leg#departed"));
        JsonNode.DeepEquals(Body(read), JsonNode.Parse(body)).ShouldBeTrue();
    }

    [Fact]
    public void TheSameObject_IsTheSameEvent_AndAChangedOneAnother()
    {
        Write("one.json", """{"_object":"/shipment","id":1,"updated_at":"2026-03-01T08:00:00Z","status":"a"}""");
        var first = Read().Events[0];
        Read().Events[0].Body.ShouldBe(first.Body);
        Write("one.json", """{"_object":"/shipment","id":1,"updated_at":"2026-03-01T08:00:00Z","status":"b"}""");
        Read().Events[0].Id.ShouldNotBe(first.Id);
    }

    [Theory]
    [InlineData("{", "one.json: ")]
    [InlineData("[]", "one.json: no object in it.")]
    [InlineData("3", "one.json: no object in it.")]
    [InlineData("""{"id":1}""", "one.json: it has no _object, so nobody knows what it is.")]
    public void WhatCannotBeSent_IsToldByName(string json, string problem)
    {
        Write("one.json", json);
        var read = Read();
        read.Events.ShouldBeEmpty();
        read.Problems.ShouldHaveSingleItem().ShouldStartWith(problem);
    }

    private void Write(string name, string text)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }

    private ObjectFolder Read() => ObjectFolder.Read(folder);

    private static JsonObject Body(WorldEvent one) => JsonNode.Parse(one.Body)!.AsObject();
}
