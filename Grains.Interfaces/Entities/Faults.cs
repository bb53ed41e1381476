namespace Grains.Interfaces.Entities;

/// <summary>This activation has been dropped (its head was claimed by another, or its batch failed): call again, a fresh one answers.</summary>
[GenerateSerializer, Alias("flexport.ActivationDropped")]
public sealed class ActivationDroppedException : Exception
{
    public ActivationDroppedException() { }
    public ActivationDroppedException(string message) : base(message) { }
    public ActivationDroppedException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The store cannot be reached or does not answer: nothing is known to be durable, so the caller must be told 503.</summary>
[GenerateSerializer, Alias("flexport.StoreUnavailable")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException() { }
    public StoreUnavailableException(string message) : base(message) { }
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>More is in flight than this silo takes: refuse now (503) rather than be late for everybody.</summary>
[GenerateSerializer, Alias("flexport.Overloaded")]
public sealed class OverloadedException : Exception
{
    public OverloadedException() { }
    public OverloadedException(string message) : base(message) { }
    public OverloadedException(string message, Exception inner) : base(message, inner) { }
}
