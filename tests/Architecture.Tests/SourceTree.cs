using TestKit;

namespace Architecture.Tests;

/// <summary>The files that people write, without what the build makes of them.</summary>
internal static class SourceTree
{
    private static readonly string[] NotSources = ["bin", "obj", "node_modules", "TestResults"];

    public static IEnumerable<string> Files(string pattern) => Walk(new DirectoryInfo(Repository.Root), pattern);

    public static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern)
    {
        foreach (var file in folder.EnumerateFiles(pattern)) yield return file.FullName;
        foreach (var inner in folder.EnumerateDirectories())
        {
            if (inner.Name.StartsWith('.') || NotSources.Contains(inner.Name)) continue;
            foreach (var file in Walk(inner, pattern)) yield return file;
        }
    }
}
