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
    /// <summary><c>type</c> is missing, empty, or not a string.</summary>
    NoType,
    /// <summary>The event id is over 128 bytes, has control characters, or is not a string or an integer.</summary>
    UnusableEventId,
    /// <summary>No usable id of a shipment, purchase order, invoice, booking, document or container.</summary>
    NoSubject,
    /// <summary>It names a subject, by an id over 128 bytes or with control characters.</summary>
    UnusableSubjectId,
}
