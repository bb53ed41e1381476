namespace Architecture.Tests;

/// <summary>Small rooms with honest names.</summary>
public sealed class SourceFilesStaySmall
{
    private const int LinesOfASource = 400;
    private const int LinesOfATest = 600;

    [Fact]
    public void NoSourceFile_IsTooLongToRead() =>
        (from path in SourceTree.Files("*.cs")
         let relative = SourceTree.Relative(path)
         let lines = File.ReadLines(path).Count()
         let allowed = relative.StartsWith("tests/", StringComparison.Ordinal) ? LinesOfATest : LinesOfASource
         where lines > allowed
         select $"{relative}: {lines} lines").ShouldBeEmpty();

    [Fact]
    public void ANamespace_IsItsProjectAndFolder() =>
        (from path in SourceTree.Files("*.cs")
         let relative = SourceTree.Relative(path)
         let declared = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
         where declared is not null && declared != $"namespace {NamespaceOf(relative)};"
         select $"{relative}: {declared}").ShouldBeEmpty();

    [Fact]
    public void ThereAreSources() => SourceTree.Files("*.cs").Count().ShouldBeGreaterThan(50);

    private static string NamespaceOf(string relative)
    {
        var parts = relative.Split('/');
        var below = parts[0] is "tests" or "tools" ? parts.Skip(1) : parts;
        return string.Join('.', below.SkipLast(1));
    }
}
