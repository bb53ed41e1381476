using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Api.Hosting;

/// <summary>Starts a host, or says in one line each why it does not start.</summary>
public static partial class Startup
{
    /// <param name="app">The host, built.</param>
    /// <param name="prepare">What must be done before anything starts, such as bringing a schema up to date.</param>
    /// <param name="isExpected">Faults beside the usual ones that an operator can mend; their message is all that is shown.</param>
    /// <returns>The exit code: 0 after an orderly end, 1 when it could not start.</returns>
    public static async Task<int> RunFlexport(this WebApplication app, Func<CancellationToken, Task>? prepare = null, Func<Exception, bool>? isExpected = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            // Before the first line is written to a database, configuration has to be right.
            app.Services.GetService<IStartupValidator>()?.Validate();
            if (prepare is not null) await prepare(app.Lifetime.ApplicationStopping);
            app.Lifetime.ApplicationStarted.Register(() => Announce(app));
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0; // told to stop while starting
        }
        catch (Exception fault) when (Expected(fault, isExpected) is { } messages)
        {
            foreach (var message in messages) await Console.Error.WriteLineAsync($"Fatal: {message}");
            return 1;
        }
    }

    private static IReadOnlyList<string>? Expected(Exception fault, Func<Exception, bool>? isExpected) => fault switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException many when many.Flatten().InnerExceptions.All(one => Expected(one, isExpected) is not null) =>
            [.. many.Flatten().InnerExceptions.SelectMany(one => Expected(one, isExpected)!)],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => [fault.Message],
        SocketException => [fault.Message],
        _ when isExpected?.Invoke(fault) == true => [fault.Message.ReplaceLineEndings(" ")],
        _ => null,
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
