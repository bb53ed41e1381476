using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TestKit;

namespace Silo.Tests.Hosting;

/// <summary>The built programs, started as an operator starts them, with something wrong.</summary>
public sealed class StartTests
{
    private static readonly (string, string)[] Right = [("FLEXPORT_WEBHOOK_SECRET", "secret-of-the-tests"), ("FLEXPORT_API_KEY", "key-of-the-tests")];

    [Fact]
    public async Task SiloWithoutSecretAndKey_EndsWithOneLineForEach()
    {
        var (code, errors) = await Run("Silo");
        code.ShouldBe(1);
        errors.Length.ShouldBe(2);
        errors[0].ShouldStartWith("Fatal: No webhook secret is set");
        errors[1].ShouldStartWith("Fatal: No operator's key is set");
    }

    [Fact]
    public async Task ApiWithoutADatabase_SaysWhichSettingNamesIt()
    {
        var (code, errors) = await Run("Api", Right);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ConnectionStrings:Postgres is not set");
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Api")]
    public async Task BrokenConnectionString_IsNotRepeated(string project)
    {
        var (code, errors) = await Run(project, [.. Right, ("ConnectionStrings__Postgres", "Host=localhost;Pass word=hunter2;;=")]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ConnectionStrings:Postgres is not a connection string");
        errors[0].ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task DatabaseThatIsNotThere_EndsWithOneLine()
    {
        var (code, errors) = await Run("Silo", [.. Right, ("ConnectionStrings__Postgres", $"Host=127.0.0.1;Port={FreePort.Next()};Database=none;Username=none;Timeout=2")]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ");
    }

    [Fact]
    public async Task FileThatCannotBeMade_EndsWithOneLine()
    {
        var (code, errors) = await Run("Silo", [.. Right, ("Storage__Sqlite__Path", "/proc/nowhere/flexport.db")]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ");
    }

    [Fact]
    public async Task WebPortThatIsTaken_EndsWithOneLine()
    {
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        try
        {
            var (code, errors) = await Run("Silo", [.. Right, ("ASPNETCORE_URLS", $"http://{taken.LocalEndpoint}")]);
            code.ShouldBe(1);
            errors.ShouldHaveSingleItem().ShouldContain("address already in use");
        }
        finally
        {
            taken.Stop();
        }
    }

    [Theory]
    [InlineData("Orleans__SiloPort", "none", "Orleans:SiloPort")]
    [InlineData("Orleans__AdvertisedAddress", "here", "Orleans:AdvertisedAddress")]
    public async Task WrongEndpoint_IsNamed(string name, string value, string setting)
    {
        var (code, errors) = await Run("Silo", [.. Right, (name, value)]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith($"Fatal: {setting} ");
    }

    private static async Task<(int Code, string[] Errors)> Run(string project, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("flexport-start-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Repository.BuiltAssembly(project)])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = folder.FullName,
            };
            foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            foreach (var (name, value) in settings) start.Environment[name] = value;
            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
                var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
                await output;
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                return (process.ExitCode, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What the shell of the developer happens to set must not decide a test.
    private static bool IsOurs(string name) =>
        new[] { "FLEXPORT_", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "Orleans__", "ConnectionStrings__", "Storage__", "Flexport__" }
            .Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
