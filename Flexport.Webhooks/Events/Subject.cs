namespace Flexport.Webhooks.Events;

/// <summary>The entity that an event is about: no kind, none is named; a kind without an id, it is named unusably.</summary>
internal readonly record struct Subject(SubjectKind Kind, string? Id);
