namespace Architecture.Tests;

/// <summary>What the compiler let through all the same.</summary>
public sealed class AssembliesKeepToTheirLayer
{
    [Theory]
    [InlineData("Flexport.Webhooks")]
    [InlineData("Grains.Domain")]
    public void ThePureLayers_KnowNoOrleansNoWebAndNoDatabase(string project)
    {
        using var assembly = new CompiledAssembly(project);
        assembly.References
            .Where(name => name.StartsWith("Orleans", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Data", StringComparison.Ordinal)
                || name.StartsWith("Npgsql", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("System.DateTime.get_Now")]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.DateTime.get_Today")]
    [InlineData("System.DateTimeOffset.get_Now")]
    [InlineData("System.DateTimeOffset.get_UtcNow")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.Guid.CreateVersion7")]
    public void TheDomain_AsksNeitherClockNorDice(string member)
    {
        using var domain = new CompiledAssembly("Grains.Domain");
        domain.UsedMembers.ShouldNotContain(member);
    }

    [Theory]
    [InlineData("System.Threading.Tasks.")]
    [InlineData("System.Threading.Thread")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.Random")]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.Net.")]
    public void TheDomain_TouchesNothingOutside(string type)
    {
        using var domain = new CompiledAssembly("Grains.Domain");
        domain.UsedTypes.Where(used => used.StartsWith(type, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void TheDomain_AsksNothingOfTheMachine()
    {
        using var domain = new CompiledAssembly("Grains.Domain");
        // The compiler writes the thread's id into every iterator; the rules themselves may ask nothing.
        domain.UsedMembers.Where(used => used.StartsWith("System.Environment.", StringComparison.Ordinal))
            .ShouldBeSubsetOf(["System.Environment.get_CurrentManagedThreadId"]);
    }

    [Fact]
    public void TheFrontEnd_KnowsNeitherRulesNorStores()
    {
        using var api = new CompiledAssembly("Api");
        api.References.ShouldNotContain("Grains.Domain");
        api.References.ShouldNotContain("Grains");
        api.References.ShouldNotContain("Microsoft.Data.Sqlite");
    }

    [Fact]
    public void TheReader_SeesWhatIsThere()
    {
        // Or all of the above would hold for an empty list.
        using var contracts = new CompiledAssembly("Grains.Interfaces");
        contracts.References.ShouldContain(name => name.StartsWith("Orleans", StringComparison.Ordinal));
        contracts.UsedTypes.ShouldContain("System.Threading.Tasks.Task`1");
        contracts.UsedMembers.ShouldContain("System.Object..ctor");
    }
}
