using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using static Storage.Tests.Subscriptions.Desks;

namespace Storage.Tests.Subscriptions;

/// <summary>A stored document that cannot be read stops nobody else, and can be replaced or deleted.</summary>
public abstract class UnreadableDocumentTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    /// <summary>Cut off, of another id, of a topic, list or contact that is not there, and of what a newer program might write.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "subscriptions", "{" }, { "subscriptions", "null" }, { "subscriptions", "[]" },
        { "subscriptions", "replace(document, '\"arrivals\"', '\"other\"')" }, { "subscriptions", "replace(document, '[\"milestone:arrived\"]', 'null')" },
        { "subscriptions", "replace(document, '\"milestone:arrived\"', 'null')" }, { "subscriptions", "replace(document, '\"AtOnce\"', '\"Hourly\"')" },
        { "subscriptions", "replace(document, '\"Parties\":[]', '\"Parties\":[null]')" }, { "subscriptions", "replace(document, '\"Filter\"', '\"Sieve\"')" },
        { "stakeholders", "{\"Id\":\"day\"}" }, { "stakeholders", "replace(document, '\"Contacts\":[', '\"Contacts\":[null,')" }, { "stakeholders", "replace(document, '07:30', '7.30')" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task ItIsLeftOut_AndNamed_WhileAllOthersAreThere(string table, string damage)
    {
        await SaveAll();
        var before = await Subscriptions.Read("default", Cancellation);
        await Damage(table, damage);

        var all = (await Subscriptions.Changed(0, Cancellation)).ShouldNotBeNull();
        var book = all.BySource["default"];
        var unreadable = book.Unreadable.ShouldNotBeNull().ShouldHaveSingleItem();
        if (table == "subscriptions")
        {
            unreadable.ShouldBe(new UnreadableDocument(true, "arrivals", before.Subscriptions[0].Version, before.Subscriptions[0].Generation));
            book.Subscriptions.ShouldHaveSingleItem().Id.ShouldBe("digest");
            book.Stakeholders.Count.ShouldBe(2);
        }
        else
        {
            unreadable.ShouldBe(new UnreadableDocument(false, "day", before.Stakeholders[0].Version, Guid.Empty));
            book.Stakeholders.ShouldHaveSingleItem().Id.ShouldBe("night");
            book.Subscriptions.Count.ShouldBe(2);
        }

        all.BySource["other"].Unreadable.ShouldBeNull();
    }

    [Fact]
    public async Task SavedAnew_ItIsTheSame_AndWhatCannotBeReadCanBeDeleted()
    {
        await SaveAll();
        var before = await Subscriptions.Read("default", Cancellation);
        await Damage("subscriptions", "{");
        await Damage("stakeholders", "{");

        (await Subscriptions.Save("default", Day, WriteCondition.Unchanged(before.Stakeholders[0].Version), Cancellation)).ShouldBe(SaveOutcome.Replaced);
        (await Subscriptions.Save("default", Arrivals, Cancellation)).ShouldBe(SaveOutcome.Replaced);
        var mended = await Subscriptions.Read("default", Cancellation);
        mended.Unreadable.ShouldBeNull();
        (mended.Subscriptions[0].Generation, mended.Subscriptions[0].CreatedAt).ShouldBe((before.Subscriptions[0].Generation, before.Subscriptions[0].CreatedAt));

        await Damage("subscriptions", "{");
        (await Subscriptions.DeleteSubscription("default", "arrivals", Cancellation)).ShouldBe(DeleteResult.Deleted);
        (await Subscriptions.Read("default", Cancellation)).Unreadable.ShouldBeNull();
    }

    [Fact]
    public async Task WhatOlderProgramsWrote_IsRead()
    {
        await SaveAll();
        await Storage.Execute(
            """
            UPDATE subscriptions SET version = 0, document = '{"Id":"arrivals","Stakeholder":"day","Contact":"hook","Topics":["all"],"Filter":{"Shipments":[],"PurchaseOrders":[],"Parties":[],"Lanes":[{"From":"CN","To":null}],"Modes":[],"BillsOfLading":[],"Containers":[],"Metadata":{"desk":"north"},"DocumentTypes":[]},"EstimateThresholdHours":12,"Timing":"OutsideQuietHours","Backup":null,"CreatedAt":"2026-03-01T12:00:00+00:00"}'
            WHERE source = 'default' AND id = 'arrivals'
            """);
        await Storage.Execute(
            """
            UPDATE stakeholders SET version = 0, document = '{"Id":"day","Name":"Day","TimeZone":"UTC","DigestAt":"07:30:00","QuietHours":null,"Contacts":[{"Id":"hook","Channel":"webhook","Address":null,"Url":"https://a.example","Secret":"s","PreviousSecret":null,"HasSecretUrl":false}]}'
            WHERE source = 'default' AND id = 'day'
            """);
        var book = await Subscriptions.Read("default", Cancellation);
        book.Unreadable.ShouldBeNull();
        var read = book.Subscriptions[0];
        (read.Timing, read.Version, read.Paused, read.ResumedAt).ShouldBe((Timing.OutsideQuietHours, 0, false, null));
        read.Generation.ShouldNotBe(Guid.Empty);
        book.Stakeholders[0].Contacts.ShouldHaveSingleItem().Secret.ShouldBe("s");
        (await Subscriptions.Save("default", read with { Topics = ["customs"] }, WriteCondition.Unchanged(0), Cancellation)).ShouldBe(SaveOutcome.Replaced);
    }

    private async Task SaveAll()
    {
        await Subscriptions.Save("default", Day, Cancellation);
        await Subscriptions.Save("default", Night, Cancellation);
        await Subscriptions.Save("default", Arrivals, Cancellation);
        await Subscriptions.Save("default", Digest, Cancellation);
        await Subscriptions.Save("other", Day, Cancellation);
    }

    private Task Damage(string table, string damage) => Storage.Execute(
        $"UPDATE {table} SET document = {(damage.StartsWith("replace", StringComparison.Ordinal) ? damage : $"'{damage}'")} WHERE source = 'default' AND id = '{(table == "subscriptions" ? "arrivals" : "day")}'");
}
