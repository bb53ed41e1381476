using System.Xml.Linq;
using TestKit;

namespace Architecture.Tests;

/// <summary>A project of this repository, as its file describes it.</summary>
internal sealed record ProjectFile(string Path, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsTest => System.IO.Path.GetRelativePath(Repository.Root, Path).StartsWith("tests", StringComparison.Ordinal);

    /// <summary>The names of the projects that it references.</summary>
    public IEnumerable<string> References => Xml.Descendants("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    public IEnumerable<XElement> Packages => Xml.Descendants("PackageReference");

    public static IReadOnlyList<ProjectFile> All { get; } =
        [.. SourceTree.Files("*.csproj").Order(StringComparer.Ordinal).Select(path => new ProjectFile(path, XDocument.Load(path)))];
}
