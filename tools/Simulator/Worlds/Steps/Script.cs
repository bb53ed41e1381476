using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Stories;

namespace Simulator.Worlds.Steps;

/// <summary>Takes down what is told of one shipment, and plays it to the model.</summary>
internal sealed class Script(DateTimeOffset begins, Chance chance, Account account, List<WorldEvent> events)
{
    private readonly List<(WorldEvent Event, Stamp Said, Action<ToldShipment> Tell)> told = [];

    /// <summary>When the last event was recorded.</summary>
    public DateTimeOffset Now { get; private set; } = begins;

    /// <summary>Milestones that are moved or taken back on the way.</summary>
    public HashSet<string> Corrected { get; } = [];

    /// <summary>Something is recorded after all that was recorded before.</summary>
    /// <param name="occurredAt">Whole milliseconds.</param>
    /// <param name="speak">Sends one event; what it returns tells the model, as often as it is called.</param>
    public void Record(DateTimeOffset occurredAt, Func<Moment, Action<ToldShipment>> speak)
    {
        var soonest = occurredAt.AddSeconds(chance.Number(60, 20_000));
        var next = Now.AddSeconds(chance.Number(90, 4_000));
        Now = soonest > next ? soonest.ToUniversalTime() : next;
        var moment = new Moment(Now, occurredAt, account, events);
        var tell = speak(moment);
        told.Add((events[^1], moment.Said, tell));
    }

    /// <summary>The steps in the order of delivery, each with what the model knows by then.</summary>
    public StepShipment Play(long id, string kind, bool isShuffled)
    {
        var delivered = told.ToList();
        for (var i = delivered.Count - 1; isShuffled && i > 0; i--)
        {
            var other = chance.Number(0, i);
            (delivered[i], delivered[other]) = (delivered[other], delivered[i]);
        }

        return new StepShipment(Text.Number(id), kind, [.. delivered.Select((one, place) => new Step(one.Event, Known(delivered.Take(place + 1)).Progress()))], Corrected, Reached(Known(told)));

        // The model is told in the order of recording, whatever the order of delivery.
        ToldShipment Known(IEnumerable<(WorldEvent Event, Stamp Said, Action<ToldShipment> Tell)> heard)
        {
            var shipment = new ToldShipment(Text.Number(id));
            foreach (var one in heard.OrderBy(one => one.Said)) one.Tell(shipment);
            return shipment;
        }
    }

    private static Dictionary<string, DateTimeOffset> Reached(ToldShipment shipment)
    {
        var actuals = shipment.Progress()["actuals"]!;
        Dictionary<string, DateTimeOffset> reached = [];
        Add("departed", actuals["departure"]);
        Add("arrived", actuals["arrival"]);
        Add("delivered", Answer.Time(shipment.DeliveredAt));
        Add("customs_cleared", Answer.Time(shipment.Customs.Released?.At));
        Add("cargo_ready", Answer.Time(shipment.ReadyAt));
        return reached;

        void Add(string name, JsonNode? at)
        {
            if (at is not null) reached[name] = DateTimeOffset.Parse(at.ToString(), CultureInfo.InvariantCulture);
        }
    }
}
