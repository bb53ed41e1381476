using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Grains.Domain.Announcements;
using Grains.Domain.Invoices;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Histories;

/// <summary>Whatever comes in whatever order: revisions have no gap, nothing is said twice in a row, and what was said last is what is shown.</summary>
public sealed class NewsLawTests
{
    private static readonly Fold<ShipmentView> Shipments = new(new ShipmentRules(new()), Stories.Shipment7001);
    private static readonly Fold<InvoiceView> Invoices = new(new InvoiceRules(new()), new("default", EntityKind.Invoice, "inv"));

    [Fact]
    public void OfShipments() => HistoryGen.OfShipment.Sample(
        history =>
        {
            var (state, announcements) = Shipments.Of(history);
            var view = new ShipmentRules(new()).View(Stories.Shipment7001, state);
            var last = Lawful(announcements);

            // An estimate is not spoken of any more once it has come true: what was said before that stands.
            if (view.Actuals.Departure is null && view.Actuals.Arrival is null) Told("estimate:departure", "to").ShouldBe(Instant(view.Estimates.Departure));
            if (view.Actuals.Arrival is null) Told("estimate:arrival", "to").ShouldBe(Instant(view.Estimates.Arrival));
            var cleared = view.Customs.Entries.All(entry => entry.Status is "cleared" or "released");
            Told("customs:cleared", "since").ShouldBe(cleared ? Instant(view.Customs.ClearedAt) : null);
            // A hold that was announced by its entry is not announced by its event.
            var byEntry = view.Customs.Entries.Any(entry => entry.HeldSince is not null && Told($"customs:{entry.Id}", "state") == "hold");
            foreach (var hold in view.Customs.Holds.Where(hold => !hold.Open || !byEntry || last.ContainsKey($"customs:{hold.Type.Split('#')[^1]}"))) Ends($"customs:{hold.Type.Split('#')[^1]}", hold.Open ? "hold" : "released", hold.Since);
            foreach (var disruption in view.Disruptions) Ends($"disruption:{disruption.Type.Split('#')[^1]}", disruption.Open ? "open" : "ended", disruption.Since);
            foreach (var document in view.Documents) last.ShouldContainKey($"document:{document.Id}");

            foreach (var entry in view.Customs.Entries.Where(entry => last.ContainsKey($"customs:{entry.Id}")))
                Told($"customs:{entry.Id}", "state").ShouldBe(entry.HeldSince is null ? "released" : Told($"customs:{entry.Id}", "state"));
            if (view.Customs.Status == "hold") last.ShouldContain(message => message.Key.StartsWith("customs:", StringComparison.Ordinal) && Text(message.Value["state"]) == "hold");
            foreach (var box in view.Containers)
            {
                var told = new[] { box.Id, box.Number, "9", "10", "11", "101", "ABCU1", "ABCU2" }.Where(name => last.ContainsKey($"free_time:last_free_day:{name}")).ToList();
                if (last.Values.Any(message => Text(message["container"]) == (box.Number ?? box.Id) && Text(message["thing"])!.StartsWith("free_time:last", StringComparison.Ordinal)))
                    told.Select(name => last[$"free_time:last_free_day:{name}"]["to"]?.GetValue<string>()).ShouldContain(box.LastFreeDay);
            }

            string? Told(string thing, string field) => last.TryGetValue(thing, out var message) ? Text(message[field]) : null;

            // One that was never open when somebody looked is not announced.
            void Ends(string thing, string now, DateTimeOffset since)
            {
                if (!last.TryGetValue(thing, out var message))
                {
                    now.ShouldBeOneOf("released", "ended");
                    return;
                }

                message["state"]!.GetValue<string>().ShouldBe(now);
                if (now is "hold" or "open") Text(message["since"]).ShouldBe(Instant(since));
            }
        },
        iter: Iterations.UpTo(3_000));

    [Fact]
    public void OfInvoices() => HistoryGen.OfInvoice.Sample(
        history =>
        {
            var (state, announcements) = Invoices.Of(history);
            var view = new InvoiceRules(new()).View(new("default", EntityKind.Invoice, "inv"), state);
            var last = Lawful(announcements);
            (last.TryGetValue("invoice:status", out var message) ? message["to"]?.GetValue<string>() : null).ShouldBe(view.Status);
        },
        iter: 2_000);

    /// <summary>The last message of each thing.</summary>
    private static Dictionary<string, JsonObject> Lawful(List<Announcement> announcements)
    {
        var last = new Dictionary<string, JsonObject>();
        foreach (var told in announcements.GroupBy(a => a.Thing))
        {
            told.Select(a => a.Revision).ShouldBe(Enumerable.Range(0, told.Count()));
            var messages = told.Select(a => JsonNode.Parse(a.Message.Span)!.AsObject()).ToList();
            messages[0]["withdrawn"]!.GetValue<bool>().ShouldBeFalse();
            var kind = told.Key.Split(':')[0];
            messages.ShouldAllBe(message => message["class"]!.GetValue<string>() == kind && message["about"]!["shipments"] != null);
            messages.Zip(messages.Skip(1)).ShouldAllBe(pair => Said(pair.First) != Said(pair.Second));
            if (told.Key.StartsWith("estimate:", StringComparison.Ordinal) || told.Key == "invoice:status")
                messages.Zip(messages.Skip(1)).ShouldAllBe(pair => Text(pair.First["to"]) == Text(pair.Second["from"]));
            last[told.Key] = messages[^1];
        }

        return last;
    }

    /// <summary>What a message says of its thing, as text to compare.</summary>
    private static string Said(JsonObject message) => string.Join(
        '|', new[] { "to", "state", "since", "documentType", "milestone", "withdrawn" }.Select(field => Text(message[field])).Append(message.ContainsKey("milestone") ? Text(message["occurredAt"]) : ""));

    /// <summary>Instants in UTC, whichever offset they were said with.</summary>
    private static string? Text(JsonNode? node) => node is null ? null
        : DateTimeOffset.TryParse(node.ToString(), CultureInfo.InvariantCulture, out var at) ? Instant(at) : node.ToString();

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
