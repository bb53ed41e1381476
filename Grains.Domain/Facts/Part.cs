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
    /// <summary>A shipment that an invoice is for, or that names something held without one.</summary>
    Shipment = 7,

    /// <summary>An invoice, in the eyes of a shipment that it is for.</summary>
    Invoice = 8,

    /// <summary>A customs hold or exam, by the event type that reported it.</summary>
    Hold = 9,

    CustomsEntry = 10,

    /// <summary>The companies that have one role in it: the id is the role.</summary>
    Party = 11,

    /// <summary>The customer's metadata; its id is empty.</summary>
    Metadata = 12,

    /// <summary>A deadline that has fired: the id is what it is about and when it was due.</summary>
    Deadline = 13,

    /// <summary>A container on one of its legs: the id is the container's part, a slash, and the leg.</summary>
    ContainerLeg = 14,

    /// <summary>The status that a customs entry had at one time: the id is the entry, a slash, and that time.</summary>
    EntryStatus = 15,

    /// <summary>What a person said last of something that needs attention (<c>said:kind:subject</c>), or that the time to come back to it has come (<c>over:kind:subject:time</c>).</summary>
    Acknowledgement = 16,

    // 20 is taken: states of form 3 had each different estimate as a part.

    /// <summary>A value that is there and cannot be read: the id is what it was said of and the field.</summary>
    Unread = 21,

    /// <summary>A purchase order whose goods a shipment carries, by its id.</summary>
    Order = 17,

    /// <summary>A payment, failed payment, credit, refund or moved due date of an invoice, by the event that told of it.</summary>
    Movement = 18,

    /// <summary>What an event that names a container and no shipment says, in the eyes of a shipment that knows the container: the id is the event's.</summary>
    Passing = 19,
}
