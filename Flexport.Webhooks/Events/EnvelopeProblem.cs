namespace Flexport.Webhooks.Events;

/// <summary>Why a body cannot be brought to an entity. Expected, hence a value and not an exception.</summary>
public enum EnvelopeProblem
{
    None = 0,
    /// <summary>No bytes at all.</summary>
    Empty,
    /// <summary>Not JSON, not UTF-8, nested deeper than 64, or something behind the object.</summary>
    NotJson,
    /// <summary>JSON, but not one object.</summary>
    NotAnObject,
    /// <summary><c>type</c> is missing, empty, not a string, or no usable text: over 256 bytes, control characters, half a surrogate pair.</summary>
    NoType,
    /// <summary>The event id is empty, over 128 bytes, has control characters or half a surrogate pair, begins with <c>link:</c> or <c>deadline:</c>, or is not a string or an integer.</summary>
    UnusableEventId,
    /// <summary>No usable id of a shipment, purchase order, invoice, booking, document or container.</summary>
    NoSubject,
    /// <summary>It names a subject, but by an id that is unusable in the same way.</summary>
    UnusableSubjectId,
    /// <summary>It is no freight event: Flexport's Logistics API sent it (<c>logisticsEventId</c>, <c>logisticsEventType</c>, and no known <c>type</c>).</summary>
    OtherProduct,
}
