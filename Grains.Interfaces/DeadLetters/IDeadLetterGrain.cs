namespace Grains.Interfaces.DeadLetters;

/// <summary>Keeps, lists and closes dead letters. Stateless: any key serves; another key reaches another silo.</summary>
public interface IDeadLetterGrain : IGrainWithIntegerKey
{
    /// <summary>Keeps it for good; returns its id once it is durable. The same (source, event id, body, reason) is kept once.</summary>
    [Alias("Keep")]
    Task<long> Keep(Undeliverable letter);

    /// <summary>Newest first.</summary>
    /// <param name="open">Only those not resolved.</param>
    [Alias("List")]
    Task<DeadLetterPage> List(string source, bool open, int limit, string? cursor);

    /// <summary>One letter with its body, or null when the source has none of that id.</summary>
    [Alias("Read")]
    Task<DeadLetterFile?> Read(string source, long id);

    /// <summary>Notes that it has been tried again, and whether that settled it.</summary>
    [Alias("Tried")]
    Task Tried(long id, bool settled, string detail);
}
