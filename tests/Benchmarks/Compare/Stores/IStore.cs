namespace Benchmarks.Compare.Stores;

/// <summary>An empty database for one contestant in one round; gone with it.</summary>
internal interface IStore : IAsyncDisposable
{
    /// <summary>What the service has to be told to find it, as environment variables.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Bytes of write-ahead log so far; null where that is not known.</summary>
    long? Wal();

    /// <summary>The number that a query answers.</summary>
    long Number(string sql);
}
