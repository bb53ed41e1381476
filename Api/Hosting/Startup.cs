using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Api.Hosting;

/// <summary>Starts a host, or says in one line each why it does not start.</summary>
public static partial class Startup
{
    /// <param name="build">Makes the host.</param>
    /// <param name="map">Maps its endpoints; the configuration has been checked by then.</param>
    /// <param name="prepare">What must be done before anything starts. What it throws on purpose is an <see cref="InvalidOperationException"/>.</param>
    /// <param name="isExpected">Faults beside the usual ones that an operator can mend; their message is all that is shown.</param>
    /// <returns>The exit code: 0 after an orderly end, 1 when it could not start.</returns>
    public static async Task<int> Run(
        Func<WebApplication> build,
        Action<WebApplication> map,
        Func<WebApplication, CancellationToken, Task>? prepare = null,
        Func<Exception, bool>? isExpected = null)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(map);
        var stopping = CancellationToken.None;
        var preparing = false;
        try
        {
            await using var app = build();
            stopping = app.Lifetime.ApplicationStopping;
            // All that is wrong with the configuration is told before the first line is written to a database.
            app.Services.GetService<IStartupValidator>()?.Validate();
            ListenAddresses.Check(app.Configuration);
            map(app);
            preparing = true;
            if (prepare is not null) await prepare(app, stopping);
            preparing = false;
            using var announced = app.Lifetime.ApplicationStarted.Register(() => Announce(app));
            await RunInOrder(app);
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0; // told to stop while starting
        }
        catch (Exception fault) when (Messages(fault, one => (preparing && one is InvalidOperationException) || isExpected?.Invoke(one) == true) is { } messages)
        {
            foreach (var message in messages.Distinct()) await Console.Error.WriteLineAsync($"Fatal: {message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static async Task RunInOrder(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // What did start, such as a silo whose web port is taken, leaves the cluster as it would at the end.
            await StopQuietly(app);
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    private static async Task StopQuietly(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception)
        {
            // A silo that never ran refuses to be stopped; why it did not start is the fault to tell.
        }
    }

    private static IReadOnlyList<string>? Messages(Exception fault, Func<Exception, bool> isExpected) => fault switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException many when many.Flatten().InnerExceptions.All(one => Messages(one, isExpected) is not null) =>
            [.. many.Flatten().InnerExceptions.SelectMany(one => Messages(one, isExpected)!)],
        IOException { InnerException: AddressInUseException } or SocketException => [fault.Message],
        // Such as https without a certificate: the server finds it when it starts.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => [fault.Message],
        _ when WrongValue.Describe(fault) is { } wrong => [wrong],
        _ => isExpected(fault) ? [fault.Message] : null,
    };

    private static void Announce(WebApplication app)
    {
        var addresses = string.Join(", ", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        LogListening(app.Logger, addresses, app.Environment.EnvironmentName);
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Listening on {Addresses} ({Environment}). Post signed events to /webhooks/flexport, read /api/shipments/<id>; /health/ready tells how it is.")]
    private static partial void LogListening(ILogger logger, string addresses, string environment);
}
