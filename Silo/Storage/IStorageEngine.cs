namespace Silo.Storage;

/// <summary>The database behind a silo, as the host sees it.</summary>
public interface IStorageEngine
{
    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    string Name { get; }

    /// <summary>Brings the schema up to date, or refuses to start with a message that says what to do. Run before the silo starts.</summary>
    /// <exception cref="InvalidOperationException">The database cannot serve: unsafe settings, or a schema that a newer program has left behind.</exception>
    Task Prepare(CancellationToken cancellation);

    /// <summary>Whether it answers now.</summary>
    Task<bool> Answers(CancellationToken cancellation);

    /// <summary>Makes the partitions of the coming months, where the engine has them.</summary>
    Task Maintain(CancellationToken cancellation);
}
