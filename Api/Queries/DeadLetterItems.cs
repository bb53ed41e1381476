using System.Text;
using System.Text.Unicode;
using Api.Webhooks;
using Grains.Interfaces.DeadLetters;

namespace Api.Queries;

/// <summary>A dead letter as listed.</summary>
/// <param name="Entity">What it names, where it names something.</param>
/// <param name="Reason">Such as <c>unreadable</c>, <c>no_entity</c>, <c>conflict</c>, <c>parked</c>.</param>
/// <param name="ResolvedAt">Null while it is open.</param>
internal sealed record DeadLetterItem(
    long Id,
    EntityItem? Entity,
    string Reason,
    string Detail,
    string EventId,
    string Type,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ResolvedAt,
    int Attempts,
    int BodyLength)
{
    public static DeadLetterItem Of(DeadLetter letter) => new(
        letter.Id,
        letter.Key is { } key ? EntityItem.Of(key) : null,
        Outcome.Name(letter.Reason),
        letter.Detail,
        letter.EventId,
        letter.Type,
        letter.ReceivedAt,
        letter.ResolvedAt,
        letter.Attempts,
        letter.BodyLength);
}

/// <summary>A dead letter with its body.</summary>
/// <param name="Body">As text, when it is UTF-8; else null.</param>
/// <param name="BodyBase64">Byte for byte.</param>
internal sealed record DeadLetterDetail(
    long Id,
    EntityItem? Entity,
    string Reason,
    string Detail,
    string EventId,
    string Type,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ResolvedAt,
    int Attempts,
    int BodyLength,
    string? Body,
    string BodyBase64)
{
    public static DeadLetterDetail Of(DeadLetterFile file)
    {
        var item = DeadLetterItem.Of(file.Letter);
        var body = file.Delivery.Body;
        return new DeadLetterDetail(
            item.Id,
            item.Entity,
            item.Reason,
            item.Detail,
            item.EventId,
            item.Type,
            item.ReceivedAt,
            item.ResolvedAt,
            item.Attempts,
            item.BodyLength,
            Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : null,
            Convert.ToBase64String(body));
    }
}

/// <summary>What came of trying a dead letter again.</summary>
/// <param name="Settled">Whether the letter is closed now.</param>
internal sealed record ReplayAnswer(long Id, bool Settled, string Status, string EventId, long? Version);
