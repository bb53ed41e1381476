namespace Flexport.Webhooks.Events;

/// <summary>What is read of a body before anybody decides about freight: which event it is, when, and about what.</summary>
/// <param name="Problem">Anything but <see cref="EnvelopeProblem.None"/> means: a person has to look. What could be read is filled in all the same.</param>
/// <param name="Dialect">Which of the two dialects it speaks.</param>
/// <param name="EventId">Deduplication key: <c>id</c> as text (an integer in its decimal digits), else the lower-case hex SHA-256 of the body.</param>
/// <param name="Type"><c>type</c> exactly as sent.</param>
/// <param name="Event">The catalogue's canonical name (<c>departed</c>, <c>/shipment_leg#arrived</c>), or null when the catalogue does not know it.</param>
/// <param name="CreatedAt">When Flexport recorded it.</param>
/// <param name="OccurredAt">When it happened; the top level's, else <c>data</c>'s.</param>
/// <param name="Subject">The kind of entity that the event goes to.</param>
/// <param name="SubjectId">The id of that entity, as text.</param>
public sealed record Envelope(
    EnvelopeProblem Problem,
    Dialect Dialect,
    string EventId,
    string? Type,
    string? Event,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? OccurredAt,
    SubjectKind Subject,
    string? SubjectId);
