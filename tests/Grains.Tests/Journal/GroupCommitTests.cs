using Grains.Interfaces.Entities;
using Grains.Journal;
using static Grains.Tests.Journal.JournalUnderTest;

namespace Grains.Tests.Journal;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task WhatComesInWhileATransactionIsWritten_GoesIntoTheNextOne()
    {
        await using var journal = new JournalUnderTest();
        var gate = await journal.HoldFirst();
        var hundred = Enumerable.Range(1, 100).Select(id => journal.Append(new JournalSession(), Shipment(id), 1)).ToArray();

        gate.Open();

        (await Task.WhenAll(hundred)).ShouldAllBe(verdict => verdict == AppendVerdict.Committed);
        journal.Store.Batches.Select(batch => batch.Count).ShouldBe([1, 100]);
    }

    [Fact]
    public async Task ManyEventsOfOneEntity_AreOneContiguousRun_AndRunsAreSortedByKey()
    {
        await using var journal = new JournalUnderTest();
        var gate = await journal.HoldFirst();
        var nine = new JournalSession();
        var two = new JournalSession();
        Task<AppendVerdict>[] all =
        [
            journal.Append(nine, Shipment(9), 1), journal.Append(two, Shipment(2), 1),
            journal.Append(nine, Shipment(9), 2), journal.Append(nine, Shipment(9), 3),
        ];

        gate.Open();

        await Task.WhenAll(all);
        journal.Store.Batches[1].ShouldBe([(Shipment(2), 1, 1), (Shipment(9), 1, 3)]);
    }

    [Fact]
    public async Task ABatchIsBounded_ByEntriesAndByBytes()
    {
        await using var byEntries = new JournalUnderTest(new JournalOptions { MaxBatchEntries = 10 });
        var gate = await byEntries.HoldFirst();
        var waiting = Enumerable.Range(1, 25).Select(id => byEntries.Append(new JournalSession(), Shipment(id), 1)).ToArray();
        gate.Open();
        await Task.WhenAll(waiting);
        byEntries.Store.Batches.Select(batch => batch.Count).ShouldBe([1, 10, 10, 5]);

        // Three bytes of facts and body each.
        await using var byBytes = new JournalUnderTest(new JournalOptions { MaxBatchBytes = 6 });
        gate = await byBytes.HoldFirst();
        waiting = [.. Enumerable.Range(1, 5).Select(id => byBytes.Append(new JournalSession(), Shipment(id), 1))];
        gate.Open();
        await Task.WhenAll(waiting);
        byBytes.Store.Batches.Select(batch => batch.Count).ShouldBe([1, 2, 2, 1]);
    }

    [Fact]
    public async Task TwoActivationsOfOneEntity_NeverShareATransaction_AndTheSecondIsRefused()
    {
        await using var journal = new JournalUnderTest();
        var gate = await journal.HoldFirst();
        var winner = journal.Append(new JournalSession(), Shipment(1), 1, "a");
        var zombie = journal.Append(new JournalSession(), Shipment(1), 1, "b");

        gate.Open();

        (await winner).ShouldBe(AppendVerdict.Committed);
        await Should.ThrowAsync<ActivationDroppedException>(zombie);
        journal.Store.Of(Shipment(1)).Select(entry => entry.EventId.Value).ShouldBe(["a"]);
    }

    [Fact]
    public async Task TooMuchWaiting_IsOverload_AndTakesNothing()
    {
        await using var journal = new JournalUnderTest(new JournalOptions { MaxWaitingEntries = 3 });
        var gate = await journal.HoldFirst();
        Task<AppendVerdict>[] taken = [journal.Append(new JournalSession(), Shipment(1), 1), journal.Append(new JournalSession(), Shipment(2), 1)];
        var session = new JournalSession();

        Should.Throw<OverloadedException>(() => journal.Append(session, Shipment(3), 1));
        gate.Open();
        await Task.WhenAll([gate.First, .. taken]);

        session.Fault.ShouldBeNull();
        (await journal.Append(session, Shipment(3), 1)).ShouldBe(AppendVerdict.Committed);
        journal.Store.Of(Shipment(3)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AStoppingJournal_WritesWhatItHasTaken()
    {
        var journal = new JournalUnderTest();
        var gate = await journal.HoldFirst();
        var taken = Enumerable.Range(1, 20).Select(id => journal.Append(new JournalSession(), Shipment(id), 1)).ToArray();

        var stopped = journal.DisposeAsync();
        gate.Open();
        await stopped;

        taken.ShouldAllBe(task => task.Result == AppendVerdict.Committed);
    }
}
