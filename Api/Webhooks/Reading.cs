using System.Diagnostics;
using System.Security.Cryptography;
using Flexport.Webhooks.Events;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Api.Webhooks;

/// <summary>A verified body, read: where it goes, or why it goes nowhere.</summary>
/// <param name="Key">The entity, where the body names one.</param>
/// <param name="Problem"><see cref="DeadLetterReason.None"/> when it can be brought to its entity.</param>
/// <param name="Detail">The problem, for a person; empty when there is none.</param>
internal readonly record struct Reading(Delivery Delivery, EntityKey? Key, DeadLetterReason Problem, string Detail)
{
    /// <summary>Reads a body. Total: whatever the bytes are, there is a reading.</summary>
    /// <param name="secret">Label of the secret that matched.</param>
    public static Reading Of(string source, byte[] body, DateTimeOffset receivedAt, string secret)
    {
        var envelope = EnvelopeReader.Read(body);
        var problem = Reason(envelope.Problem);
        // Of what is not JSON nothing is believed: whatever could be picked out of it may be half of something.
        var unreadable = problem == DeadLetterReason.Unreadable;
        var delivery = new Delivery(
            new EventId(unreadable ? Convert.ToHexStringLower(SHA256.HashData(body)) : envelope.EventId),
            unreadable ? "" : envelope.Type ?? "",
            unreadable ? null : envelope.Event,
            unreadable ? null : envelope.CreatedAt,
            unreadable ? null : envelope.OccurredAt,
            receivedAt,
            secret,
            body);
        var key = !unreadable && envelope is { Subject: not SubjectKind.None, SubjectId: { } id }
            ? new EntityKey(source, (EntityKind)(int)envelope.Subject, id)
            : (EntityKey?)null;
        return new Reading(delivery, key, problem, Explain(envelope.Problem));
    }

    /// <summary>The same, to be kept aside.</summary>
    public Undeliverable Aside(string source, DeadLetterReason reason, string detail) => new(source, Key, reason, detail, Delivery);

    private static DeadLetterReason Reason(EnvelopeProblem problem) => problem switch
    {
        EnvelopeProblem.None => DeadLetterReason.None,
        EnvelopeProblem.Empty or EnvelopeProblem.NotJson or EnvelopeProblem.NotAnObject => DeadLetterReason.Unreadable,
        EnvelopeProblem.NoType => DeadLetterReason.NoType,
        EnvelopeProblem.NoSubject => DeadLetterReason.NoEntity,
        EnvelopeProblem.OtherProduct => DeadLetterReason.OtherProduct,
        EnvelopeProblem.UnusableEventId or EnvelopeProblem.UnusableSubjectId => DeadLetterReason.UnusableId,
        _ => throw new UnreachableException($"No reason for {problem}."),
    };

    private static string Explain(EnvelopeProblem problem) => problem switch
    {
        EnvelopeProblem.None => "",
        EnvelopeProblem.Empty => "The body is empty.",
        EnvelopeProblem.NotJson => "The body is not JSON in UTF-8, is nested too deep, or has something behind its end.",
        EnvelopeProblem.NotAnObject => "The body is JSON, but not one object.",
        EnvelopeProblem.NoType => "There is no type, or it is not a text.",
        EnvelopeProblem.NoSubject => "It names no shipment, purchase order, invoice, booking, document or container.",
        EnvelopeProblem.OtherProduct =>
            "It is an event of Flexport's Logistics API, which is another product than freight: send that product's webhooks elsewhere; nothing of it is kept here but this letter.",
        EnvelopeProblem.UnusableEventId => "The event id is over 128 bytes, has control characters, or is neither a text nor an integer.",
        EnvelopeProblem.UnusableSubjectId => "The id of what it is about is over 128 bytes or has control characters.",
        _ => throw new UnreachableException($"No words for {problem}."),
    };
}
