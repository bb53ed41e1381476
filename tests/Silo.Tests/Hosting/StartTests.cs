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
    public async Task TakenSiloPort_EndsWithOneLineThatNamesTheSetting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, errors) = await Run("Silo", [.. Right, ("ConnectionStrings__Postgres", "Host=127.0.0.1;Username=none"), ("Orleans__SiloPort", $"{port}")]);

        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldBe($"Fatal: Orleans:SiloPort: port {port} of 127.0.0.1 cannot be had: address already in use.");
    }

    [Fact]
    public async Task FileThatCannotBeMade_EndsWithOneLine()
    {
        var (code, errors) = await Run("Silo", [.. Right, ("Storage__Sqlite__Path", "/proc/nowhere/flexport.db")]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ");
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_URLS", "localhost:{0}")]
    [InlineData("ASPNETCORE_URLS", "*:{0}")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "any:{0}")]
    [InlineData("Kestrel__Endpoints__Web__Url", "127.0.0.1:{0}")]
    public async Task WebPortThatIsTaken_EndsWithOneLine_BeforeAnythingElseBegins(string setting, string host)
    {
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        try
        {
            var url = $"http://{string.Format(System.Globalization.CultureInfo.InvariantCulture, host, ((IPEndPoint)taken.LocalEndpoint).Port)}";
            var (code, errors, output) = await RunAll("Silo", [.. Right, (setting, setting.EndsWith("PORTS", StringComparison.Ordinal) ? url.Split(':')[^1] : url)]);
            code.ShouldBe(1);
            errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ");
            errors[0].ShouldEndWith(": address already in use.");
            output.ShouldBeEmpty(); // nothing had begun
        }
        finally
        {
            taken.Stop();
        }
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "foo")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0;ftp://127.0.0.1:1")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:abc")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:0")]
    [InlineData("ASPNETCORE_URLS", "http://203.0.113.7:8080")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "web")]
    [InlineData("Kestrel__Endpoints__Web__Url", "")]
    public async Task WebAddressThatIsNone_EndsWithOneLine_BeforeAnythingElseBegins(string setting, string value)
    {
        var (code, errors, output) = await RunAll("Silo", [.. Right, (setting, value)]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ");
        output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Silo", "Flexport__Calls__Deadline", "hunter2", "Flexport:Calls:Deadline")]
    [InlineData("Silo", "Flexport__Calls__Attempts", "hunter2", "Flexport:Calls:Attempts")]
    [InlineData("Silo", "Flexport__Sources__default__AllowSha1", "hunter2", "Flexport:Sources:default:AllowSha1")]
    [InlineData("Silo", "Flexport__Notifications__Lease", "hunter2", "Flexport:Notifications:Lease")]
    [InlineData("Silo", "Api__Enabled", "hunter2", "Api:Enabled")]
    [InlineData("Api", "Flexport__Calls__Deadline", "hunter2", "Flexport:Calls:Deadline")]
    public async Task ValueThatDoesNotConvert_IsNamedAndNotRepeated(string project, string name, string value, string setting)
    {
        (string, string)[] database = project == "Api" ? [("ConnectionStrings__Postgres", "Host=127.0.0.1;Database=none;Username=none")] : [];
        var (code, errors) = await Run(project, [.. Right, .. database, (name, value)]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith($"Fatal: {setting} has a value that is no ");
        errors[0].ShouldNotContain(value);
    }

    [Theory]
    [InlineData("Silo", "")]
    [InlineData("Silo", "  ")]
    [InlineData("Api", "")]
    public async Task BlankConnectionString_IsNotTakenForSqlite(string project, string value)
    {
        var (code, errors) = await Run(project, [.. Right, ("ConnectionStrings__Postgres", value)]);
        code.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Fatal: ConnectionStrings:Postgres is set, but empty");
    }

    [Fact]
    public async Task PostgresStorage_IsToldWithoutCredentials()
    {
        var port = FreePort.Next();
        var (_, errors, output) = await RunAll(
            "Silo", [.. Right, ("ConnectionStrings__Postgres", $"Host=127.0.0.1;Port={port};Database=freight;Username=clerk;Password=hunter2;Timeout=2")]);
        output.ShouldContain(line => line.EndsWith("Storage: PostgreSQL 127.0.0.1/freight", StringComparison.Ordinal));
        string.Join('\n', [.. errors, .. output]).ShouldNotContain("hunter2");
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
        var (code, errors, _) = await RunAll(project, settings);
        return (code, errors);
    }

    private static async Task<(int Code, string[] Errors, string[] Output)> RunAll(string project, params (string Name, string Value)[] settings)
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
            foreach (var name in start.Environment.Keys.Where(Ours.IsSetting).ToList()) start.Environment.Remove(name);
            if (!settings.Any(setting => setting.Name == "ASPNETCORE_HTTP_PORTS")) start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            foreach (var (name, value) in settings) start.Environment[name] = value;
            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
                var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Eventually.Hanging, TestContext.Current.CancellationToken);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                return (process.ExitCode, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
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
}
