namespace Silo.Clustering;

/// <summary>Says at start where everything is kept: a silo on the wrong database looks healthy otherwise.</summary>
internal static partial class StorageLine
{
    /// <summary>Before anything is written there.</summary>
    public static void TellStorage(this WebApplication app)
    {
        var storage = StorageChoice.Read(app.Configuration);
        LogStorage(app.Logger, storage);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage: {Storage}")]
    private static partial void LogStorage(ILogger logger, StorageChoice storage);
}
