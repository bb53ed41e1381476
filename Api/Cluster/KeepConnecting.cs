namespace Api.Cluster;

/// <summary>A front end that starts before the silos waits for them.</summary>
internal sealed partial class KeepConnecting(ILogger<KeepConnecting> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Said once, not every second.</summary>
    private string? told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception.Message != told) LogNoSilo(logger, told = exception.Message);
        try
        {
            await Task.Delay(Pause, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false; // the host is stopping
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo can be reached yet, trying again: {Why}")]
    private static partial void LogNoSilo(ILogger logger, string why);
}
