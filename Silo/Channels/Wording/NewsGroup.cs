namespace Silo.Channels.Wording;

/// <summary>Things of one urgency in a digest, each one line; those of one freight follow upon each other.</summary>
internal sealed record NewsGroup(Urgency Urgency, IReadOnlyList<string> Lines);
