using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;

namespace Silo.Storage.Postgres;

/// <summary>What the migration library says, in the service's log.</summary>
internal sealed partial class DbUpLog(ILogger logger) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args) => LogDebug(format, args);

    public void LogDebug(string format, params object[] args)
    {
        var text = Say(format, args);
        LogDetail(logger, text);
    }

    public void LogInformation(string format, params object[] args)
    {
        var text = Say(format, args);
        LogStep(logger, text);
    }

    public void LogWarning(string format, params object[] args)
    {
        var text = Say(format, args);
        LogConcern(logger, text);
    }

    public void LogError(string format, params object[] args) => LogFailure(logger, Say(format, args), null);

    public void LogError(Exception ex, string format, params object[] args) => LogFailure(logger, Say(format, args), ex);

    private static string Say(string format, object[] args) =>
        args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Schema: {Text}")]
    private static partial void LogDetail(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Information, Message = "Schema: {Text}")]
    private static partial void LogStep(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schema: {Text}")]
    private static partial void LogConcern(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "Schema: {Text}")]
    private static partial void LogFailure(ILogger logger, string text, Exception? failure);
}
