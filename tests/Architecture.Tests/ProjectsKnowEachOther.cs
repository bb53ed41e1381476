namespace Architecture.Tests;

/// <summary>Who may know whom (design §6).</summary>
public sealed class ProjectsKnowEachOther
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Flexport.Webhooks"] = [],
        ["Grains.Interfaces"] = [],
        ["Grains.Domain"] = ["Flexport.Webhooks", "Grains.Interfaces"],
        ["Grains"] = ["Grains.Domain"],
        ["Api"] = ["Flexport.Webhooks", "Grains.Interfaces"],
        ["Silo"] = ["Api", "Grains"],
    };

    public static TheoryData<string> Layers => [.. Allowed.Keys];

    [Theory, MemberData(nameof(Layers))]
    public void ALayer_ReferencesExactlyWhatTheDesignAllows(string layer) =>
        ProjectFile.All.Single(project => project.Name == layer).References.Order(StringComparer.Ordinal).ShouldBe(Allowed[layer]);

    [Fact]
    public void EveryProjectOutsideTestsAndTools_IsALayerOfTheDesign() =>
        ProjectFile.All
            .Where(project => !project.IsTest && !SourceTree.Relative(project.Path).StartsWith("tools/", StringComparison.Ordinal))
            .Select(project => project.Name)
            .ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Fact]
    public void NoLayer_ReferencesATest() =>
        ProjectFile.All.Where(project => !project.IsTest).SelectMany(project => project.References)
            .Intersect(ProjectFile.All.Where(project => project.IsTest).Select(project => project.Name))
            .ShouldBeEmpty();

    [Fact]
    public void EveryProject_IsInTheSolution()
    {
        var solution = File.ReadAllText(SourceTree.Files("FlexportGrains.sln").Single());
        ProjectFile.All.Select(project => SourceTree.Relative(project.Path))
            .Where(path => !solution.Contains(path.Replace('/', '\\'), StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void EveryPackage_TakesItsVersionFromTheCentralList() =>
        (from project in ProjectFile.All
         from package in project.Packages
         where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null || package.Element("Version") is not null
         select $"{project.Name}: {package.Attribute("Include")?.Value}").ShouldBeEmpty();

    [Fact]
    public void EveryProject_HasALockFile() =>
        ProjectFile.All.Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project.Path)!, "packages.lock.json")))
            .Select(project => project.Name)
            .ShouldBeEmpty();
}
