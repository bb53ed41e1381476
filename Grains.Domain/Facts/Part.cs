namespace Grains.Domain.Facts;

/// <summary>The parts of an entity that facts are about. Stored: never renumber.</summary>
public enum Part
{
    None = 0,
    /// <summary>The entity itself.</summary>
    Whole = 1,
    Leg = 2,
    Container = 3,
    Booking = 4,
    Document = 5,
    Disruption = 6,
    /// <summary>A shipment that an invoice is for.</summary>
    Shipment = 7,
}
