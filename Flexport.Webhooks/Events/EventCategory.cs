namespace Flexport.Webhooks.Events;

/// <summary>What an event type is about, for grouping and filtering. The subject of an event follows from its body, not from this.</summary>
public enum EventCategory
{
    None = 0,
    /// <summary>Something the cargo reached: departed, arrived, delivered …</summary>
    Milestone,
    /// <summary>Dates and route of the voyage: estimates, the schedule, what was reported beside the milestones.</summary>
    Transit,
    Booking,
    PurchaseOrder,
    /// <summary>An invoice came to be or became payable.</summary>
    Invoice,
    Document,
    Container,
    /// <summary>Release, holds, exams and filings.</summary>
    Customs,
    /// <summary>The time that a container may stay without charge.</summary>
    FreeTime,
    /// <summary>What Flexport calls an exception: open until a later milestone or an explicit close.</summary>
    Disruption,
    /// <summary>What happens to an invoice after it was shared.</summary>
    Money,
    /// <summary>Anything else about a shipment.</summary>
    Shipment,
}
