namespace Api.Health;

/// <summary>Asks all checks at once.</summary>
internal sealed partial class Readiness(IEnumerable<IReadinessCheck> checks, IEnumerable<IHealthDetail> details, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> logger)
{
    public const string Ready = "ready";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthAnswer> Ask()
    {
        // Said while the last requests are still answered, so that a balancer sends no new ones.
        if (lifetime.ApplicationStopping.IsCancellationRequested) return new HealthAnswer("stopping", new Dictionary<string, string>());
        var results = await Task.WhenAll(checks.Select(async check => (check.Name, Ok: await IsReady(check))));
        return new HealthAnswer(
            results.All(result => result.Ok) ? Ready : "not_ready",
            results.ToDictionary(result => result.Name, result => result.Ok ? "ok" : "failed"))
        {
            Details = details.Any() ? details.ToDictionary(detail => detail.Name, detail => detail.Read()) : null,
        };
    }

    private async Task<bool> IsReady(IReadinessCheck check)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        try
        {
            return await check.IsReady(enough.Token).WaitAsync(enough.Token);
        }
        catch (Exception fault)
        {
            LogNotReady(logger, check.Name, fault.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {Check}: {Why}")]
    private static partial void LogNotReady(ILogger logger, string check, string why);
}
