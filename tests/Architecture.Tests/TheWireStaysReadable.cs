namespace Architecture.Tests;

/// <summary>What is stored or sent to another silo must be read there, also by the next version.</summary>
public sealed class TheWireStaysReadable
{
    private const string Alias = "Orleans.AliasAttribute";
    private const string Serialized = "Orleans.GenerateSerializerAttribute";

    public static TheoryData<string> WithWireTypes => ["Grains.Interfaces", "Grains"];

    [Fact]
    public void EntityKindAndSubjectKind_HaveTheSameNamesAndNumbers()
    {
        using var contracts = new CompiledAssembly("Grains.Interfaces");
        using var webhooks = new CompiledAssembly("Flexport.Webhooks");
        var kinds = contracts.EnumMembers("Grains.Interfaces.Entities.EntityKind");
        kinds.ShouldContain(("Shipment", 1));
        kinds.ShouldBe(webhooks.EnumMembers("Flexport.Webhooks.Events.SubjectKind"));
    }

    [Fact]
    public void EveryAliasOfAType_IsUnique()
    {
        var aliases = WithWireTypes.Select(row => row.Data).SelectMany(project =>
        {
            using var assembly = new CompiledAssembly(project);
            return assembly.TypeAttributes.Where(attribute => attribute.Attribute == Alias).Select(attribute => attribute.Text).ToList();
        }).ToList();

        aliases.ShouldNotBeEmpty();
        aliases.GroupBy(alias => alias).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(WithWireTypes))]
    public void EverySerializedType_HasAnAlias(string project)
    {
        using var assembly = new CompiledAssembly(project);
        var aliased = assembly.TypeAttributes.Where(attribute => attribute.Attribute == Alias).Select(attribute => attribute.Type).ToHashSet();
        assembly.TypeAttributes.Where(attribute => attribute.Attribute == Serialized && !aliased.Contains(attribute.Type)).Select(attribute => attribute.Type).ShouldBeEmpty();
    }

    [Fact]
    public void EveryAliasOfAMethod_IsUniqueInItsInterface()
    {
        using var contracts = new CompiledAssembly("Grains.Interfaces");
        var aliases = contracts.InterfaceMethodAttributes.Where(attribute => attribute.Attribute == Alias).ToList();

        aliases.ShouldNotBeEmpty();
        aliases.GroupBy(alias => (alias.Type, alias.Text)).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
    }
}
