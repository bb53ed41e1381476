namespace Grains.Domain.Facts;

/// <summary>What a fact is about. Stored: append, never renumber.</summary>
public enum Aspect
{
    None = 0,
    ActualDeparture = 1,
    ActualArrival = 2,
}
