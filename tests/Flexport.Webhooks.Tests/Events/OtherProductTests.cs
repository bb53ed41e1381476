using Flexport.Webhooks.Events;
using static Flexport.Webhooks.Tests.Events.Reading;

namespace Flexport.Webhooks.Tests.Events;

/// <summary>Flexport's Logistics API has webhooks of its own, which are no freight.</summary>
public sealed class OtherProductTests
{
    [Fact]
    public void ItsEvents_AreKnownForWhatTheyAre_UnderTheirOwnIdAndType()
    {
        var envelope = Read("""{"logisticsEventId":"0c55-7","logisticsEventType":"OrderShipped","data":{"shipment_id":"7001"}}""");
        (envelope.Problem, envelope.EventId, envelope.Type, envelope.Event, envelope.Subject, envelope.SubjectId)
            .ShouldBe((EnvelopeProblem.OtherProduct, "0c55-7", "OrderShipped", null, SubjectKind.None, null));
    }

    [Theory]
    [InlineData("""{"logisticsEventType":"OrderShipped"}""")]
    [InlineData("""{"logisticsEventId":["x"],"logisticsEventType":7}""")]
    [InlineData("""{"logisticsEventId":"link:7001"}""")]
    public void WithoutAUsableId_TheBodysHashStandsIn(string body)
    {
        var envelope = Read(body);
        (envelope.Problem, envelope.EventId).ShouldBe((EnvelopeProblem.OtherProduct, Hash(body)));
    }

    [Theory]
    [InlineData("""{"type":"InventoryMoved","logisticsEventId":"1","logisticsEventType":"InventoryMoved","data":{"shipment_id":"7001"}}""", EnvelopeProblem.OtherProduct)]
    [InlineData("""{"type":"departed","logisticsEventId":"1","data":{"shipment_id":"7001"}}""", EnvelopeProblem.None)]
    [InlineData("""{"id":1,"type":"/shipment#unheard_of","logisticsEventId":"1","data":{"shipment":{"id":7001}}}""", EnvelopeProblem.None)]
    [InlineData("""{"data":{"logisticsEventId":"1","logisticsEventType":"x"}}""", EnvelopeProblem.NoType)]
    [InlineData("""{"logisticsEventId":null,"logisticsEventType":null}""", EnvelopeProblem.NoType)]
    [InlineData("""{"logisticsEventId":"1",""", EnvelopeProblem.NotJson)]
    public void WhatIsFreight_StaysFreight(string body, EnvelopeProblem problem) => Read(body).Problem.ShouldBe(problem);
}
