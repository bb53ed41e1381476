using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>What the statements about lanes are given: many rows as arrays, one for each column.</summary>
internal static class LaneParameters
{
    public static NpgsqlCommand Known(NpgsqlCommand command, IReadOnlyList<(EntityKey Key, string Thing)> things)
    {
        var each = things.Distinct().ToList();
        return command
            .WithKeys("", each, static one => one.Key)
            .WithArray("things", NpgsqlDbType.Text, Columns.Of(each, static one => StorableText.Clean(one.Thing)));
    }

    public static NpgsqlBatchCommand Expansion(NpgsqlBatchCommand command, LaneExpansion expansion, DateTimeOffset now) => Made(Announcements(command, expansion.Announcements), expansion.Lanes)
        .With("now", NpgsqlDbType.TimestampTz, Sql.Utc(now))
        .WithArray("d_ids", NpgsqlDbType.Uuid, Columns.Of(expansion.Digests, static one => one.Lane.Id))
        .WithArray("d_sources", NpgsqlDbType.Text, Columns.Of(expansion.Digests, static one => one.Lane.Key.Source))
        .WithArray("d_subscriptions", NpgsqlDbType.Text, Columns.Of(expansion.Digests, static one => one.Lane.Subscription))
        .WithArray("d_generations", NpgsqlDbType.Uuid, Columns.Of(expansion.Digests, static one => one.Lane.Generation))
        .WithArray("d_targets", NpgsqlDbType.Text, Columns.Of(expansion.Digests, static one => one.Target))
        .WithArray("d_needs", NpgsqlDbType.Smallint, Columns.Of(expansion.Digests, static one => (short)one.Needs))
        .WithArray("d_due", NpgsqlDbType.TimestampTz, Columns.Of(expansion.Digests, static one => Sql.Utc(one.DueAt)));

    public static NpgsqlBatchCommand Announcements(NpgsqlBatchCommand command, IReadOnlyList<OwedAnnouncement> announcements) => command
        .WithArray("a_sources", NpgsqlDbType.Text, Columns.Of(announcements, static one => one.Key.Source))
        .WithArray("a_kinds", NpgsqlDbType.Smallint, Columns.Of(announcements, static one => (short)one.Key.Kind))
        .WithArray("a_ids", NpgsqlDbType.Text, Columns.Of(announcements, static one => one.Key.Id))
        .WithArray("a_things", NpgsqlDbType.Text, Columns.Of(announcements, static one => StorableText.Clean(one.Thing)))
        .WithArray("a_revisions", NpgsqlDbType.Integer, Columns.Of(announcements, static one => one.Revision))
        .WithArray("a_announced", NpgsqlDbType.TimestampTz, Columns.Of(announcements, static one => Sql.Utc(one.AnnouncedAt)))
        .WithArray("a_messages", NpgsqlDbType.Bytea, Columns.Of(announcements, static one => one.Message));

    public static NpgsqlBatchCommand Made(NpgsqlBatchCommand command, IReadOnlyList<MadeLane> made) => command
        .WithArray("m_ids", NpgsqlDbType.Uuid, Columns.Of(made, static one => StorableLanes.Clean(one.Key).Id))
        .WithArray("m_places", NpgsqlDbType.Bigint, Columns.Of(made, static one => one.Place + 1L))
        .WithArray("m_subscriptions", NpgsqlDbType.Text, Columns.Of(made, static one => one.Key.Subscription))
        .WithArray("m_generations", NpgsqlDbType.Uuid, Columns.Of(made, static one => one.Key.Generation))
        .WithArray("m_targets", NpgsqlDbType.Text, Columns.Of(made, static one => one.Target))
        .WithArray("m_needs", NpgsqlDbType.Smallint, Columns.Of(made, static one => (short)one.Needs))
        .WithArray("m_fits", NpgsqlDbType.Boolean, Columns.Of(made, static one => one.Fits))
        .WithArray("m_next", NpgsqlDbType.Smallint, Columns.Of(made, static one => (short)one.Next))
        .WithArray("m_due", NpgsqlDbType.TimestampTz, Columns.Of(made, static one => Sql.Utc(one.DueAt)))
        .WithArray("m_escalate", NpgsqlDbType.TimestampTz, Columns.Of(made, static one => Sql.Utc(one.EscalateAt)))
        .WithArray("m_bases", NpgsqlDbType.TimestampTz, Columns.Of(made, static one => Sql.Utc(one.Base)));

    /// <summary>The outcomes in rounds, in each of which a lane has one: its first, its second, and so on.</summary>
    public static IEnumerable<IReadOnlyList<LaneOutcome>> Rounds(IReadOnlyList<LaneOutcome> outcomes)
    {
        var rounds = new List<List<LaneOutcome>>();
        var seen = new Dictionary<Guid, int>();
        foreach (var outcome in outcomes)
        {
            var round = seen[outcome.Lane] = seen.GetValueOrDefault(outcome.Lane, -1) + 1;
            if (round == rounds.Count) rounds.Add([]);
            rounds[round].Add(outcome);
        }

        return rounds;
    }

    /// <summary>The lanes that outcomes are about.</summary>
    public static NpgsqlBatchCommand Locked(NpgsqlBatchCommand command, IReadOnlyList<LaneOutcome> outcomes) => command
        .WithArray("ids", NpgsqlDbType.Uuid, Columns.Of(outcomes, static one => one.Lane))
        .WithArray("t_ids", NpgsqlDbType.Uuid, outcomes.SelectMany(static one => one.Members ?? []).Select(static one => one.Lane).ToArray());

    public static NpgsqlBatchCommand Members(NpgsqlBatchCommand command, IReadOnlyList<LaneOutcome> outcomes)
    {
        var told = outcomes.Where(static one => one.End == LaneEnd.Sent).SelectMany(static one => (one.Members ?? []).DistinctBy(static member => member.Lane), static (one, member) => (one.Lane, Member: member)).ToList();
        return Ends(command, outcomes)
            .WithArray("t_digests", NpgsqlDbType.Uuid, Columns.Of(told, static one => one.Lane))
            .WithArray("t_ids", NpgsqlDbType.Uuid, Columns.Of(told, static one => one.Member.Lane))
            .WithArray("t_revisions", NpgsqlDbType.Integer, Columns.Of(told, static one => one.Member.Revision))
            .WithArray("t_messages", NpgsqlDbType.Bytea, Columns.Of(told, static one => one.Member.Message));
    }

    public static NpgsqlBatchCommand Outcomes(NpgsqlBatchCommand command, IReadOnlyList<LaneOutcome> outcomes)
    {
        var letters = outcomes.Where(static one => one.Letter is not null && one.End is LaneEnd.Sent or LaneEnd.Failed).Select(static one => (Outcome: one, Letter: one.Letter!)).ToList();
        return Ends(command, outcomes)
            .WithArray("due", NpgsqlDbType.TimestampTz, Columns.Of(outcomes, static one => Sql.Utc(one.DueAt)))
            .WithArray("messages", NpgsqlDbType.Bytea, Columns.Of(outcomes, static one => one.End == LaneEnd.Sent ? (one.Message ?? one.Letter?.Message)?.ToArray() : null))
            .WithArray("moves", NpgsqlDbType.Text, Columns.Of(outcomes, static one => one.End == LaneEnd.PutOff ? one.Target : null))
            .WithArray("w_ids", NpgsqlDbType.Text, Columns.Of(letters, static one => MessageIds.Of(one.Outcome.Lane, one.Outcome.Revision)))
            .WithArray("w_lanes", NpgsqlDbType.Uuid, Columns.Of(letters, static one => one.Outcome.Lane))
            .WithArray("w_sources", NpgsqlDbType.Text, Columns.Of(letters, static one => one.Letter.Key.Key.Source))
            .WithArray("w_kinds", NpgsqlDbType.Smallint, Columns.Of(letters, static one => (short)one.Letter.Key.Key.Kind))
            .WithArray("w_entities", NpgsqlDbType.Text, Columns.Of(letters, static one => one.Letter.Key.Key.Id))
            .WithArray("w_things", NpgsqlDbType.Text, Columns.Of(letters, static one => StorableText.Clean(one.Letter.Key.Thing)))
            .WithArray("w_revisions", NpgsqlDbType.Integer, Columns.Of(letters, static one => one.Outcome.Revision))
            .WithArray("w_subscriptions", NpgsqlDbType.Text, Columns.Of(letters, static one => one.Letter.Key.Subscription))
            .WithArray("w_channels", NpgsqlDbType.Text, Columns.Of(letters, static one => one.Letter.Channel))
            .WithArray("w_targets", NpgsqlDbType.Text, Columns.Of(letters, static one => one.Letter.Target))
            .WithArray("w_sent", NpgsqlDbType.Boolean, Columns.Of(letters, static one => one.Outcome.End == LaneEnd.Sent))
            .WithArray("w_attempts", NpgsqlDbType.Integer, Columns.Of(letters, static one => one.Letter.Attempts))
            .WithArray("w_since", NpgsqlDbType.TimestampTz, Columns.Of(letters, static one => Sql.Utc(one.Letter.Since)))
            .WithArray("w_at", NpgsqlDbType.TimestampTz, Columns.Of(letters, static one => Sql.Utc(one.Outcome.At)))
            .WithArray("w_errors", NpgsqlDbType.Text, Columns.Of(letters, static one => Error(one.Outcome)))
            .WithArray("w_messages", NpgsqlDbType.Bytea, Columns.Of(letters, static one => one.Letter.Message))
            .WithArray("w_words", NpgsqlDbType.Text, Columns.Of(letters, static one => one.Letter.Words is { } words ? StorableText.Clean(words) : null));
    }

    /// <summary>The digest, its members, and what it has nothing to say of.</summary>
    public static NpgsqlBatchCommand Closing(NpgsqlBatchCommand command, LaneKey digest, IReadOnlyList<DigestMember> members, IReadOnlyList<(Guid Lane, int Revision)> known) => command
        .With("digest", NpgsqlDbType.Uuid, digest.Id)
        .WithArray("m_ids", NpgsqlDbType.Uuid, Columns.Of(members, static one => one.Lane))
        .WithArray("k_ids", NpgsqlDbType.Uuid, Columns.Of(known, static one => one.Lane));

    /// <summary>Whose digest it is.</summary>
    public static NpgsqlBatchCommand Digest(NpgsqlBatchCommand command, LaneKey digest) => command
        .With("generation", NpgsqlDbType.Uuid, digest.Generation)
        .With("subscription", NpgsqlDbType.Text, digest.Subscription)
        .With("source", NpgsqlDbType.Text, digest.Key.Source);

    /// <inheritdoc cref="Digest(NpgsqlBatchCommand, LaneKey)"/>
    public static NpgsqlCommand Digest(NpgsqlCommand command, LaneKey digest) => command
        .With("generation", NpgsqlDbType.Uuid, digest.Generation)
        .With("subscription", NpgsqlDbType.Text, digest.Subscription)
        .With("source", NpgsqlDbType.Text, digest.Key.Source);

    private static NpgsqlBatchCommand Ends(NpgsqlBatchCommand command, IReadOnlyList<LaneOutcome> outcomes) => command
        .WithArray("ids", NpgsqlDbType.Uuid, Columns.Of(outcomes, static one => one.Lane))
        .WithArray("revisions", NpgsqlDbType.Integer, Columns.Of(outcomes, static one => one.Revision))
        .WithArray("retries", NpgsqlDbType.Integer, Columns.Of(outcomes, static one => one.Retries))
        .WithArray("ends", NpgsqlDbType.Smallint, Columns.Of(outcomes, static one => (short)one.End))
        .WithArray("at", NpgsqlDbType.TimestampTz, Columns.Of(outcomes, static one => Sql.Utc(one.At)))
        .WithArray("arrived", NpgsqlDbType.Boolean, Columns.Of(outcomes, static one => one.MayHaveArrived))
        .WithArray("errors", NpgsqlDbType.Text, Columns.Of(outcomes, Error));

    private static string? Error(LaneOutcome outcome) => outcome.Error is { } error ? StorableText.Clean(error, StorableText.Line) : null;
}
