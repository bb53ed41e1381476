using System.Diagnostics;
using TestKit;

namespace Silo.Tests.Hosting;

/// <summary>The first thing that anybody tries: <c>dotnet run --project …</c>, here called from a folder of the test's own.</summary>
public sealed class DotnetRunTests
{
    [Fact]
    public async Task Silo_KeepsItsFileUnderTheFolderItIsCalledFrom_AndIsDevelopment()
    {
        var folder = Directory.CreateTempSubdirectory("flexport-run-");
        try
        {
            var file = Path.Combine(folder.FullName, "data", "flexport.db");
            var lines = await LinesUntil("Silo", folder.FullName, "Listening on");
            lines.ShouldContain(line => line.EndsWith($"Storage: SQLite {file}", StringComparison.Ordinal));
            lines[^1].ShouldContain("(Development)");
            File.Exists(file).ShouldBeTrue();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Api_IsDevelopment_SoTheDevelopmentSecretStandsIn()
    {
        var lines = await LinesUntil(
            "Api", Path.GetTempPath(), "development secret", ("ConnectionStrings__Postgres", $"Host=127.0.0.1;Port={FreePort.Next()};Database=none;Username=none"));
        lines[^1].ShouldContain("this machine alone");
    }

    /// <summary>What it writes up to the line with this text, or all of it when it ends before.</summary>
    private static async Task<List<string>> LinesUntil(string project, string folder, string text, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "--no-build", "-c", Repository.Configuration, "--project", Path.Combine(Repository.Root, project)])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(Ours.IsSetting).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var lines = new List<string>();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Eventually.Hanging);
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                lines.Add(line);
                if (line.Contains(text, StringComparison.Ordinal)) break;
            }

            return lines;
        }
        finally
        {
            process.Kill(entireProcessTree: true); // dotnet run and what it runs
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
