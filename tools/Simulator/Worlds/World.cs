using Simulator.Worlds.Model;
using Simulator.Worlds.Stories;

namespace Simulator.Worlds;

/// <summary>An invented Flexport account: what it sends, what it holds in the end, and what the service must then answer.</summary>
public sealed class World
{
    private const int Days = 180;

    // Each story has a stream of chance of its own, so that one more of a kind changes nothing of the others.
    private const int OrderStream = 1_000_000;
    private const int InvoiceStream = 2_000_000;
    private const int Mixing = -2;

    private World(IReadOnlyList<WorldEvent> events, IReadOnlyList<ExpectedEntity> expected, IReadOnlyList<WorldObject> objects) =>
        (Events, Expected, Objects) = (events, expected, objects);

    /// <summary>In the order of <see cref="WorldEvent.CreatedAt"/>.</summary>
    public IReadOnlyList<WorldEvent> Events { get; }

    public IReadOnlyList<ExpectedEntity> Expected { get; }

    public IReadOnlyList<WorldObject> Objects { get; }

    /// <exception cref="ArgumentException">So few events cannot even name each entity once.</exception>
    public static World Make(WorldOptions options) => Make(options, new Ids(options.Seed), 0);

    /// <summary>One of several worlds of one account: with the ids of all of them and the number of events before it, it has no id of another.</summary>
    /// <exception cref="ArgumentException">So few events cannot even name each entity once.</exception>
    internal static World Make(WorldOptions options, Ids ids, int eventsBefore)
    {
        var mix = new Chance(options.Seed, Mixing);
        var orders = Many(options.Shipments / 2, i => new OrderStory(new Chance(options.Seed, OrderStream + i), ids, Moment(i, options.Shipments / 2), mix.Is(options.DialectA)));
        var turn = 0;
        var commons = new Commons();
        var shipments = Many<Story>(options.Shipments, i =>
        {
            var (chance, made) = (new Chance(options.Seed, i), Moment(i, options.Shipments));
            if (mix.Is(options.DialectA)) return new NamedStory(chance, ids, made, commons);
            return new ShipmentStory(chance, ids, made, turn++, commons, orders.Count == 0 ? [] : [.. Many(mix.Number(0, 2), _ => mix.One(orders).Name).Distinct().Order(StringComparer.Ordinal)]);
        });
        var invoices = Many(options.Shipments / 2, i => new InvoiceStory(
            new Chance(options.Seed, InvoiceStream + i), ids, Moment(i, options.Shipments / 2).AddDays(3), [.. Many(Shipments(i), _ => IdOf(mix.One(shipments))).Distinct()], mix.Is(options.DialectA)));

        Story[] all = [.. orders, .. shipments, .. invoices];
        var sayings = Sayings.Of(all, [.. shipments], options.Events, mix);
        var account = new Account();
        var events = new List<WorldEvent>(options.Events);
        foreach (var (saying, recordedAt, severally, followed) in sayings) saying.Speak(new Moment(recordedAt, saying.OccurredAt, account, events, severally, followed, eventsBefore));
        return new World(
            events,
            [.. account.Expected()],
            [.. shipments.OfType<ShipmentStory>().SelectMany(shipment => shipment.Objects()).DistinctBy(one => one.Path), .. shipments.OfType<NamedStory>().Select(shipment => shipment.Object()), .. orders.Select(order => order.Object()), .. invoices.Select(invoice => invoice.Object())]);

        DateTimeOffset Moment(int i, int of) => options.Start.AddMinutes((Days * 1440L * i / of) + mix.Number(0, 600));

        // Most are for one shipment, some for several, some for none.
        static int Shipments(int i) => (i % 10) switch { 3 => 2, 6 => 3, 8 => 0, _ => 1 };
    }

    private static List<T> Many<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static long IdOf(Story story) => story switch
    {
        ShipmentStory whole => whole.Id,
        NamedStory named => named.Id,
        _ => throw new ArgumentException("Not a shipment's story.", nameof(story)),
    };
}
