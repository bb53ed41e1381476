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

    /// <summary>A front end and a silo of two versions read each other: a line may be made longer, and never changed.</summary>
    [Theory]
    [InlineData("Stakeholder", "Id Name TimeZone DigestAt QuietHours Contacts Version")]
    [InlineData("Contact", "Id Channel Address Url Secret PreviousSecret")]
    [InlineData("QuietHours", "From To")]
    [InlineData("Subscription", "Id Stakeholder Contact Topics Filter EstimateThresholdHours Timing Backup CreatedAt Generation Paused ResumedAt Version")]
    [InlineData("SubscriptionFilter", "Shipments PurchaseOrders Parties Lanes Modes BillsOfLading Containers Metadata DocumentTypes")]
    [InlineData("Lane", "From To")]
    [InlineData("Backup", "Stakeholder Contact AfterMinutes")]
    [InlineData("SubscriptionBook", "Stakeholders Subscriptions Unreadable")]
    [InlineData("UnreadableDocument", "IsSubscription Id Version Generation")]
    [InlineData("WriteCondition", "Versions Exists")]
    [InlineData("SaveResult", "Problems Created Differs")]
    [InlineData("TestResult", "Known Sent Error")]
    public void WhatASubscriptionIsSentAs_KeepsItsNumbers(string type, string members)
    {
        using var contracts = new CompiledAssembly("Grains.Interfaces");
        contracts.Serialized($"Grains.Interfaces.Subscriptions.{type}").OrderBy(member => member.Number).ShouldBe(members.Split(' ').Select((name, number) => (name, (uint)number)));
    }

    [Fact]
    public void WhatCameOfDeletingASubscription_KeepsItsNumbers()
    {
        using var contracts = new CompiledAssembly("Grains.Interfaces");
        contracts.EnumMembers("Grains.Interfaces.Subscriptions.DeleteResult").ShouldBe([("None", 0), ("Deleted", 1), ("Unknown", 2), ("InUse", 3), ("Differs", 4)]);
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
