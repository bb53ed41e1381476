using System.Text;
using CsCheck;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Entities;

/// <summary>The history of estimates against a list of all that was stated, in any order, repeated, and read back.</summary>
public sealed class EstimateHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Aspect[] Estimates = [Aspect.EstimatedDeparture, Aspect.EstimatedArrival, Aspect.EstimatedDelivery];
    private static readonly string[] Legs = ["", "7", "leg-é"];
    private static readonly ShipmentRules Rules = new(new());

    /// <summary>Few values, so that they come back; the last two are one instant with two offsets.</summary>
    private static readonly DateTimeOffset?[] Values =
        [null, Start.AddDays(30), Start.AddDays(33).AddTicks(10), Start.AddDays(31), Start.AddDays(31).ToOffset(TimeSpan.FromMinutes(-570))];

    private static readonly Gen<Fact> Stated =
        from leg in Gen.Int[0, 2].Select(static at => Legs[at])
        from aspect in Gen.Int[0, 2].Select(static at => Estimates[at])
        from value in Gen.Int[0, 4].Select(static at => Values[at])
        from own in Gen.Int[-3, 8]
        select new Fact(
            new Thing(leg.Length == 0 ? Part.Whole : Part.Leg, leg, aspect), value is { } at ? new FactValue.Instant(at) : null, own < 0 ? null : Start.AddHours(own));

    private static readonly Gen<AcceptedEvent[]> Histories =
        Gen.Select(Stated.Array[1, 6], Gen.Int[0, 8], Gen.Int[0, 4]).Array[1, 20].Select(static drawn => drawn.Select(static (it, i) =>
            Accepted(Id(it.Item3, i), Start.AddHours(it.Item2).AddMicroseconds(it.Item2 % 3), [.. it.Item1])).ToArray());

    [Fact]
    public void InAnyOrder_RepeatedAndReadBack_EachChangeIsWhatAListOfAllThatWasStatedShows() =>
        Gen.Select(Histories, Gen.Int).Sample(
            (history, seed) =>
            {
                var expected = Model(history);
                var random = new Random(seed);
                AcceptedEvent[] told = [.. history, .. history.Where(_ => random.Next(3) == 0)];
                random.Shuffle(told);
                var state = EntityState.Empty;
                foreach (var one in told)
                {
                    if (random.Next(4) == 0) state = StateCodec.DecodeState(StateCodec.EncodeState(state));
                    // Another state that grows out of the same one must not be seen by this one.
                    if (random.Next(4) == 0) state.Join(history[0], state.Estimates.With(history[random.Next(history.Length)]));
                    state = Rules.Apply(Stories.Shipment7001, state, one with { Version = state.Version + 1 }).Next;
                }

                Shown(state).ShouldBe(expected);
            },
            iter: Iterations.UpTo(6_000));

    [Fact]
    public void TheSameEvents_GiveTheSameBytes_InWhateverOrderTheyCame_AndReadBackAsTheyWere() =>
        Gen.Select(Histories, Gen.Int).Sample(
            (history, seed) =>
            {
                var bytes = EstimateHistoryCodec.Encode(Fold(history));
                AcceptedEvent[] told = [.. history, .. history];
                new Random(seed).Shuffle(told);
                EstimateHistoryCodec.Encode(Fold(told)).ShouldBe(bytes);
                EstimateHistoryCodec.Encode(EstimateHistoryCodec.Decode(bytes)).ShouldBe(bytes);
            },
            iter: Iterations.UpTo(3_000));

    [Fact]
    public void AnEventThatIsFoldedTwice_ChangesNothing()
    {
        var stated = Restating(1).Single();
        var once = EstimateHistory.Empty.With(stated);
        once.With(stated).ShouldBeSameAs(once);
    }

    [Theory]
    [InlineData("numbers", 4)]
    [InlineData("uuids", 8)]
    public void AnEventThatRestatesFiveEstimates_TakesFewBytesForEach(string ids, int most)
    {
        var history = Fold(Restating(1_000, ids == "uuids"));

        var bytes = (EstimateHistoryCodec.Encode(history).Length + 2) / 3 * 4;

        (bytes / 5_000.0).ShouldBeLessThan(most, $"{bytes / 5_000.0} bytes");
    }

    [Fact]
    public void ToAppend_CopiesNoLog()
    {
        var history = Fold(Restating(10_000));
        var next = Restating(10_050)[10_000..];
        history = history.With(next[0]); // Makes room for more.
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var one in next[1..]) history = history.With(one);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 49).ShouldBeLessThan(1_000);
    }

    [Fact]
    public void BytesCutShortOrChanged_AreRefusedOrRead_AndNothingElse()
    {
        var good = EstimateHistoryCodec.Encode(Fold([.. Restating(3), .. Restating(3, uuids: true), Accepted("x-1", Start, Restating(1)[0].Facts)]));
        // StateCodec makes one refusal of both.
        DamagedBytes.AreReadOrRefused(good, static bytes => EstimateHistoryCodec.Decode(bytes), static fault => fault is InvalidDataException or ArgumentException, 5_000);
    }

    [Fact]
    public void AStateOfForm3_WhichHasEachDifferentEstimateOnce_IsRefused_SoThatItIsFoldedAnew()
    {
        var form3 = """[3,1,[639055872000000000,0],[[20,"arrival//639055872000000000",[211,["i",[639055872000000000,0]],[639055872000000000,0],[639055872000000000,0],"e1"]]],[],[]]""";

        Should.Throw<InvalidDataException>(() => StateCodec.DecodeState(Encoding.UTF8.GetBytes(form3))).Message.ShouldContain("form 3");
    }

    /// <summary>All that was stated, of each event and stamp the last in the document; sorted, and what follows itself left out.</summary>
    private static List<string> Model(AcceptedEvent[] history)
    {
        var all = new Dictionary<(Aspect, string, DateTimeOffset, EventId), DateTimeOffset?>();
        foreach (var one in history)
        {
            foreach (var fact in one.Facts) all[(fact.About.Aspect, fact.About.PartId, fact.RecordedAt ?? one.RecordedAt, one.EventId)] = (fact.Value as FactValue.Instant)?.Value;
        }

        var shown = new List<(Aspect Estimate, DateTimeOffset At, EventId By, string Leg, string Text)>();
        foreach (var speaker in all.GroupBy(static one => (one.Key.Item1, one.Key.Item2)))
        {
            var sorted = speaker.OrderBy(static one => one.Key.Item3).ThenBy(static one => one.Key.Item4).ToList();
            for (var i = 0; i < sorted.Count; i++)
            {
                if (sorted[i].Value is not { } value || (i > 0 && sorted[i - 1].Value == value)) continue;
                var (estimate, leg, at, by) = sorted[i].Key;
                var stands = sorted[i..].TrueForAll(one => one.Value == value);
                shown.Add((estimate, at, by, leg, $"{estimate} {leg} {value:O} {at:O} {by} {stands}"));
            }
        }

        return [.. shown.OrderBy(static one => one.Estimate).ThenBy(static one => one.At).ThenBy(static one => one.By).ThenBy(static one => one.Leg, Comparer<string>.Create(PartKey.CompareIds)).Select(static one => one.Text)];
    }

    private static List<string> Shown(EntityState state) =>
    [
        .. Rules.View(Stories.Shipment7001, state).Promises.SelectMany(static promise => promise.Changes.Select(
            change => $"{Of(promise)} {change.Leg} {change.At:O} {change.SaidAt:O} {change.EventId} {change.Stands}")),
    ];

    private static Aspect Of(PromiseView promise) => promise.What switch
    {
        "departure" => Aspect.EstimatedDeparture,
        "arrival" => Aspect.EstimatedArrival,
        _ => Aspect.EstimatedDelivery,
    };

    private static EstimateHistory Fold(IEnumerable<AcceptedEvent> history) => history.Aggregate(EstimateHistory.Empty, static (known, one) => known.With(one));

    /// <summary>Events that state five estimates each, of which one moves every tenth time.</summary>
    private static AcceptedEvent[] Restating(int events, bool uuids = false) => [.. Enumerable.Range(0, events).Select(i => Accepted(
        uuids ? new Guid(i + 1, 7, 9, [1, 2, 3, 4, 5, 6, 7, 8]).ToString("D") : $"{48_000_000 + (i * 17)}",
        Start.AddMinutes(i * 97).AddMicroseconds(i * 7_919),
        [
            new(new(Part.Whole, "", Aspect.EstimatedDeparture), new FactValue.Instant(Start)), new(new(Part.Whole, "", Aspect.EstimatedArrival), new FactValue.Instant(Start.AddHours(i / 10))),
            new(new(Part.Whole, "", Aspect.EstimatedDelivery), new FactValue.Instant(Start.AddDays(60))), new(new(Part.Leg, "7", Aspect.EstimatedDeparture), new FactValue.Instant(Start)),
            new(new(Part.Leg, "7", Aspect.EstimatedArrival), new FactValue.Instant(Start.AddHours(i / 10))),
        ]))];

    private static string Id(int style, int i) => style switch
    {
        0 => $"evt_{i}",
        1 => new Guid(i, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]).ToString("D"),
        2 => $"0{i}",
        3 => $"é{i}",
        _ => $"{9_000_000_000_000_000_000 - ((long)i * 1_000_000_000_000_000_000)}",
    };

    private static AcceptedEvent Accepted(string id, DateTimeOffset recordedAt, IReadOnlyList<Fact> facts) =>
        new(1, new EventId(id), "estimated_arrival", recordedAt, recordedAt, Start, facts);
}
