using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Silo.Storage;
using Silo.Storage.Sqlite;

namespace Storage.Tests.Sqlite;

/// <summary>Another process on a database file: this test program, started again to append events and say which ones are acknowledged.</summary>
public sealed class SqliteChild : IDisposable
{
    private const string FileVariable = "FLEXPORT_TEST_SQLITE_CHILD";

    private readonly Process process;

    public SqliteChild(string file)
    {
        var start = new ProcessStartInfo(System.IO.Path.Combine(AppContext.BaseDirectory, "Storage.Tests")) { RedirectStandardOutput = true };
        start.Environment[FileVariable] = file;
        process = Process.Start(start)!;
    }

    public static EntityKey Key { get; } = new("default", EntityKind.Shipment, "child");

    /// <summary>The version of the next event that was acknowledged.</summary>
    public async Task<long> NextAcknowledged() =>
        long.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);

    /// <summary>Kills it without a warning, and tells all it had acknowledged by then.</summary>
    public async Task<long> Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var last = 0L;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The last line may be cut off.
            if (long.TryParse(line, CultureInfo.InvariantCulture, out var version)) last = Math.Max(last, version);
        }

        return last;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    /// <summary>Before the test runner starts; synchronous, since other threads wait until it is through.</summary>
    [ModuleInitializer]
    internal static void RunIfChild()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file) return;
        using var host = Host.CreateEmptyApplicationBuilder(null).UseOrleans(silo => silo.UseLocalhostClustering().UseSqliteStorage(file)).Build();
        host.Services.GetRequiredService<IStorageEngine>().Prepare(CancellationToken.None).GetAwaiter().GetResult();
        // Nothing of this assembly may go on in another thread: that would wait for this initializer to end.
        var journal = host.Services.GetRequiredService<IJournalStore>();
        var at = DateTimeOffset.UnixEpoch;
        for (var version = 1L; ; version++)
        {
            var entry = new JournalEntry(
                Key, version, new EventId($"{version}"), "shipment.milestone", at, at, at, version, "applied", "1", new byte[100], new byte[1_000],
                static () => new Head("departed", null, null, null, [], "child", DateTimeOffset.UnixEpoch, "{}"u8.ToArray()), [], []);
            journal.Append([new EntityRun(Key, [entry])], Guid.Empty, CancellationToken.None).GetAwaiter().GetResult();
            Console.WriteLine(version.ToString(CultureInfo.InvariantCulture));
        }
    }
}
