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

    /// <summary>Begins to move bodies that programs of schema 9 and before stored one by one into blocks. One silo does it, while all serve.</summary>
    /// <returns>Null when another silo is at it.</returns>
    /// <exception cref="Grains.Interfaces.Entities.StoreUnavailableException">Not now.</exception>
    Task<IBodyMove?> MoveBodies(CancellationToken cancellation);
}

/// <summary>Bodies on their way into blocks. Each step is a transaction: after a kill at any instant, who begins anew goes on with what is left.</summary>
public interface IBodyMove : IAsyncDisposable
{
    /// <summary>How many were to be moved when it began.</summary>
    long Left { get; }

    /// <summary>Moves some.</summary>
    /// <returns>How many; 0 at the end. What is damaged stays where it is.</returns>
    /// <exception cref="Grains.Interfaces.Entities.StoreUnavailableException">Begin anew.</exception>
    Task<int> Step(CancellationToken cancellation);
}
