namespace Grains.Domain.Entities;

/// <summary>Something worth telling the stakeholders, owed in the commit of the event that brought it.</summary>
/// <param name="Thing">What it is about, such as <c>milestone:departed</c>.</param>
/// <param name="Revision">0 the first time; each higher one corrects the one before: another time, or withdrawn.</param>
/// <param name="OccurredAt">When it happened; of a withdrawal, when it had been said to have happened.</param>
/// <param name="Message">What a channel needs to say it: one JSON object in UTF-8.</param>
public sealed record Announcement(string Thing, int Revision, DateTimeOffset OccurredAt, ReadOnlyMemory<byte> Message);
