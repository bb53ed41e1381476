namespace Grains.Domain.Announcements;

/// <summary>Something worth telling the stakeholders, owed in the commit of the event that brought it.</summary>
/// <param name="Thing">What it is about, such as <c>milestone:departed</c>. The first word is its class, for which people subscribe.</param>
/// <param name="Revision">0 the first time; each higher one says what holds instead, or that it holds no more. Of a deadline: how often it had fired before.</param>
/// <param name="OccurredAt">When it happened, of an estimate or paper when it was recorded; of a withdrawal of a milestone, when that had been said to have happened.</param>
/// <param name="Message">What a channel needs to say it: one JSON object in UTF-8.</param>
public sealed record Announcement(string Thing, int Revision, DateTimeOffset OccurredAt, ReadOnlyMemory<byte> Message);

/// <summary>The last announcement of a thing that is no milestone of the voyage.</summary>
/// <param name="Revision">0 for the first one.</param>
/// <param name="Value">What was said, as text to compare with; null: that it holds no more.</param>
public sealed record Announced(int Revision, string? Value);
