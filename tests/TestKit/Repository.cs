namespace TestKit;

/// <summary>Where the sources and what was built of them are, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The folder with the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>: as this test was built, so is what it tests.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    // The Silo.dll of another commit, to see which tests fail there.
    private static readonly string? OtherSilo = Environment.GetEnvironmentVariable("FLEXPORT_TEST_SILO") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>Whether <c>FLEXPORT_TEST_SILO</c> names the service of another commit, of which not much is expected.</summary>
    public static bool IsOfAnotherProgram => OtherSilo is not null;

    /// <summary>The built assembly of a project, by its folder below the root, such as <c>Silo</c> or <c>tools/Simulator</c>.</summary>
    /// <exception cref="FileNotFoundException">It was not built in this configuration.</exception>
    public static string BuiltAssembly(string project)
    {
        if (project == "Silo" && OtherSilo is { } other) return File.Exists(other) ? other : throw new FileNotFoundException("FLEXPORT_TEST_SILO names no file.", other);
        var path = Path.Combine(Root, project, "bin", Configuration, "net10.0", Path.GetFileName(project) + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} was not built: run ./test, or dotnet build -c {Configuration}.", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FlexportGrains.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No FlexportGrains.sln above {AppContext.BaseDirectory}.");
    }
}
