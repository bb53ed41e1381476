namespace Storage.Tests.Upgrades;

/// <summary>A notification as a program of schema 11 left it; its message is <c>{"n":"its id"}</c>. It was made at <see cref="Freight.Noon"/>, a minute later for each revision.</summary>
/// <param name="Kind">0: a digest.</param>
/// <param name="Claimed">Its silo has it.</param>
/// <param name="Due">Of a digest: when it goes out.</param>
/// <param name="EscalateAt">When its backup hears of it.</param>
/// <param name="ToldBefore">Of an estimate: the one that the subscription knew of.</param>
public sealed record OldNotification(
    string Id,
    string Subscription,
    string Entity,
    string Thing,
    int Revision,
    string State,
    int Attempts = 0,
    bool Claimed = false,
    string? Digest = null,
    DateTimeOffset? Due = null,
    DateTimeOffset? EscalateAt = null,
    DateTimeOffset? ToldBefore = null,
    string? Error = null,
    int Kind = 1,
    string Source = "default")
{
    public DateTimeOffset CreatedAt => Freight.Noon.AddMinutes(Revision);

    public DateTimeOffset NextAttemptAt => Due ?? Freight.Noon.AddHours(Claimed ? 2 : 1);

    public DateTimeOffset? SentAt => State == "sent" ? CreatedAt.AddSeconds(30) : null;

    public string Message => Kind == 0 ? "{}" : $$"""{"n":"{{Id}}"}""";

    public static OldNotification OfDigest(string id, string subscription, string day, string state, int attempts = 0, DateTimeOffset? due = null, string source = "default") =>
        new(id, subscription, "", "digest:" + day, 0, state, attempts, Due: due, Kind: 0, Source: source);
}
