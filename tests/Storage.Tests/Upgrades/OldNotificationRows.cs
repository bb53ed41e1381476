using static Storage.Tests.Upgrades.OldNotifications;

namespace Storage.Tests.Upgrades;

/// <summary>Writes them into the tables of schema 11, which both engines have alike but for their values.</summary>
internal sealed class OldNotificationRows(Func<string, Task> execute, Func<DateTimeOffset, string> time, Func<string, string> bytes)
{
    public async Task Write()
    {
        await execute("INSERT INTO stakeholders (source, id, document) VALUES ('default', 'desk', '{}')");
        foreach (var id in Subscribed)
            await execute($"INSERT INTO subscriptions (source, id, stakeholder, document, created_at) VALUES ('default', '{id}', 'desk', '{{}}', {time(Freight.Noon.AddDays(-9))})");
        foreach (var one in Made) await execute(Of(one));
        foreach (var (subscription, entity, revision, value) in Estimates)
        {
            await execute(FormattableString.Invariant($"""
                INSERT INTO told_estimates (source, kind, entity_id, thing, subscription, revision, value)
                VALUES ('default', 1, '{entity}', '{Arrival}', '{subscription}', {revision}, {Time(value)})
                """));
        }
    }

    private string Of(OldNotification one)
    {
        var target = one.Subscription switch
        {
            "default:log" => "log",
            "ops#backup" => "default/night/chat",
            _ => $"{one.Source}/{one.Subscription}/mail",
        };
        return FormattableString.Invariant($"""
            INSERT INTO notifications (id, source, kind, entity_id, thing, revision, announced_at, message, subscription, channel, target, state, attempts, created_at, next_attempt_at,
              claimed_until, sent_at, last_error, escalate_at, digest, told_before)
            VALUES ('{one.Id}', '{one.Source}', {one.Kind}, '{one.Entity}', '{one.Thing}', {one.Revision}, {time(one.CreatedAt.AddSeconds(-10))}, {bytes(one.Message)}, '{one.Subscription}', 'email',
              '{target}', '{one.State}', {one.Attempts}, {time(one.CreatedAt)}, {time(one.NextAttemptAt)}, {Time(one.Claimed ? one.NextAttemptAt : null)}, {Time(one.SentAt)}, {Text(one.Error)},
              {Time(one.EscalateAt)}, {Text(one.Digest)}, {Time(one.ToldBefore)})
            """);
    }

    private string Time(DateTimeOffset? value) => value is { } instant ? time(instant) : "NULL";

    private static string Text(string? value) => value is null ? "NULL" : $"'{value}'";
}
