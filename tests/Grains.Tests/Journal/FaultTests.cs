using CsCheck;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Grains.Tests.Journal.JournalUnderTest;

namespace Grains.Tests.Journal;

public sealed class FaultTests
{
    [Fact]
    public async Task ARefusedHead_DropsItsActivationAndItsQueuedSuccessors_AndNobodyElse()
    {
        await using var journal = new JournalUnderTest();
        var other = new JournalSession();
        await journal.Append(other, Shipment(1), 1, "the true one");
        var gate = new TaskCompletionSource();
        journal.Store.Before = _ => gate.Task;
        var zombie = new JournalSession();
        var neighbour = journal.Append(new JournalSession(), Shipment(2), 1);
        var first = journal.Append(zombie, Shipment(1), 1, "zombie 1");
        var second = journal.Append(zombie, Shipment(1), 2, "zombie 2");

        gate.SetResult();

        (await neighbour).ShouldBe(AppendVerdict.Committed);
        await Should.ThrowAsync<ActivationDroppedException>(first);
        await Should.ThrowAsync<ActivationDroppedException>(second);
        await Should.ThrowAsync<ActivationDroppedException>(journal.Append(zombie, Shipment(1), 3, "zombie 3"));
        journal.Store.Of(Shipment(1)).Select(entry => entry.EventId.Value).ShouldBe(["the true one"]);
        other.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task AnUnknownOutcome_DropsEveryActivationInTheBatch_AndTheWriterGoesOn()
    {
        await using var journal = new JournalUnderTest();
        var gate = await journal.HoldFirst();
        journal.Store.Before = number => number switch
        {
            0 => gate.Opened,
            1 => throw new StoreUnavailableException("broken off"),
            _ => Task.CompletedTask,
        };
        var session = new JournalSession();
        Task<AppendVerdict>[] lost = [journal.Append(session, Shipment(1), 1), journal.Append(new JournalSession(), Shipment(2), 1)];
        gate.Open();

        foreach (var task in lost) await Should.ThrowAsync<StoreUnavailableException>(task);
        session.Fault.ShouldBeOfType<StoreUnavailableException>();
        (await journal.Append(new JournalSession(), Shipment(1), 1)).ShouldBe(AppendVerdict.Committed);
    }

    [Fact]
    public async Task ATransactionThatTakesTooLong_HasNoKnownOutcome()
    {
        await using var journal = new JournalUnderTest(new JournalOptions { CommitTimeout = TimeSpan.FromMilliseconds(100) });
        journal.Store.Before = static _ => new TaskCompletionSource().Task;

        await Should.ThrowAsync<StoreUnavailableException>(journal.Append(new JournalSession(), Shipment(1), 1));
    }

    [Fact]
    public void APoisonedEntry_FailsAlone_WhateverIsAroundIt() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 8], Gen.Int[0, 1_000_000]).Sample(
            (entities, length, seed) => PoisonRound(entities, length, seed).GetAwaiter().GetResult(), iter: 300, threads: 1);

    private static async Task PoisonRound(int entities, int length, int seed)
    {
        var random = new Random(seed);
        await using var journal = new JournalUnderTest();
        var poisonAt = new Dictionary<EntityKey, int>();
        foreach (var id in Enumerable.Range(1, entities).Where(_ => random.Next(3) == 0))
        {
            var at = random.Next(1, length + 1);
            poisonAt[Shipment(id)] = at;
            journal.Store.Poison.Add(Entry(Shipment(id), at).EventId.Value);
        }

        var gate = await journal.HoldFirst();
        var sent = new List<(EntityKey Key, int Version, Task<AppendVerdict> Outcome)>();
        foreach (var id in Enumerable.Range(1, entities))
        {
            var session = new JournalSession();
            for (var version = 1; version <= length; version++) sent.Add((Shipment(id), version, journal.Append(session, Shipment(id), version)));
        }

        gate.Open();
        foreach (var (key, version, outcome) in sent)
        {
            var poison = poisonAt.GetValueOrDefault(key, int.MaxValue);
            if (version < poison) (await outcome).ShouldBe(AppendVerdict.Committed);
            else if (version == poison) (await outcome).ShouldBe(AppendVerdict.Poisoned);
            else await Should.ThrowAsync<ActivationDroppedException>(outcome);
        }

        foreach (var id in Enumerable.Range(1, entities))
        {
            journal.Store.Of(Shipment(id)).Count.ShouldBe(Math.Min(length, poisonAt.GetValueOrDefault(Shipment(id), int.MaxValue) - 1));
        }
    }
}
