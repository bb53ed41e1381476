using Flexport.Webhooks.Events;

namespace Grains.Domain.Tests.Catalogue;

/// <summary>Each type of the catalogue goes to its entity, changes its facts, and is announced or not.</summary>
public sealed class CatalogueTests
{
    [Theory]
    [MemberData(nameof(CatalogueTable.Rows), MemberType = typeof(CatalogueTable))]
    public void EveryType_GoesToItsEntityAndChangesItsFacts(string name, string says, string to, string facts, string announced)
    {
        EventCatalogue.TryGet(name, out var type).ShouldBeTrue();

        OneEvent.Of(type!, says.Replace('\'', '"')).ShouldBe(new OneEvent(to, facts, announced));
    }

    [Fact]
    public void Table_HasEveryTypeOnce() =>
        CatalogueTable.Rows.Select(row => row.Data.Item1).ShouldBe(EventCatalogue.All.Select(type => type.Name), ignoreOrder: true);

    [Fact]
    public void EveryEffect_IsThatOfSomeType() =>
        EventCatalogue.All.Select(type => type.Effect).Distinct().ShouldBe(Enum.GetValues<EventEffect>(), ignoreOrder: true);
}
