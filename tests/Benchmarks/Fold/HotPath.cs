using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Benchmarks.Compare.Replaying;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Benchmarks.Fold;

/// <summary>
/// What a grain asks of the domain for each delivery, on one thread, without Orleans and storage: an account of the simulator's worlds, both dialects as recorded.
/// Prints microseconds and bytes allocated per event, for each part the median of the rounds; and a digest of all that came out, which no change for speed may change.
/// Not measured: what entities are told by each other.
/// </summary>
internal static class HotPath
{
    private const int Rounds = 9;

    /// <summary>Until the compiler has done its best.</summary>
    private const int RoundsBefore = 12;

    /// <summary>Rows of lists are written for the newest of an entity's events in a batch.</summary>
    private const int EventsOfARow = 4;

    private static readonly string[] Names = ["read", "apply", "encode", "summarize"];

    public static async Task<int> Run(int events)
    {
        var arrivals = Arrivals(await WorldsRecording.Make(events, "hot-secret"));
        Console.WriteLine($"digest of all results: {Play(arrivals, new Meter[Names.Length], digest: true)}");
        for (var round = 0; round < RoundsBefore; round++) Play(arrivals, new Meter[Names.Length], digest: false);
        var rounds = new List<Meter[]>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(new Meter[Names.Length]);
            Play(arrivals, rounds[round], digest: false);
        }

        Console.WriteLine($"{arrivals.Count:N0} events, {arrivals.Average(static one => one.Delivery.Body.Length):N0} bytes a body, medians of {Rounds} rounds");
        Console.WriteLine("| part | us/event | bytes/event |");
        Console.WriteLine("|---|---:|---:|");
        for (var part = 0; part < Names.Length; part++) Print(Names[part], rounds.ConvertAll(round => round[part]), arrivals.Count);
        Print("all", rounds.ConvertAll(static round => round.Aggregate(static (sum, one) => sum + one)), arrivals.Count);
        return 0;
    }

    private static List<Arrival> Arrivals(Recording recording)
    {
        var arrivals = new List<Arrival>(recording.Count);
        var received = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        for (var n = 0; n < recording.Count; n++)
        {
            var request = recording[n].Span;
            if (Deliveries.Of(request[(request.IndexOf("\r\n\r\n"u8) + 4)..].ToArray(), received.AddSeconds(n)) is not { } one) continue;
            arrivals.Add(new Arrival(one.Key, RulesOfKind.Of(one.Key.Kind), one.Delivery));
        }

        return arrivals;
    }

    private static string Play(List<Arrival> arrivals, Meter[] meters, bool digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var states = new Dictionary<EntityKey, EntityState>();
        foreach (var (key, rules, delivery) in arrivals)
        {
            var state = states.GetValueOrDefault(key, EntityState.Empty);
            var report = Measured(ref meters[0], () => rules.Read(delivery));
            var accepted = new AcceptedEvent(
                state.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, report.Facts);
            var step = Measured(ref meters[1], () => rules.Apply(key, state, accepted));
            var facts = Measured(ref meters[2], () => StateCodec.EncodeFacts(accepted.Facts));
            var head = step.Next.Version % EventsOfARow == 0 ? Measured(ref meters[3], () => rules.Summarize(key, step.Next)) : null;
            states[key] = step.Next;
            if (!digest) continue;
            hash.AppendData(facts);
            hash.AppendData(StateCodec.EncodeState(step.Next));
            foreach (var announcement in step.Announcements) hash.AppendData(announcement.Message.Span);
            foreach (var relay in step.Relays) hash.AppendData(System.Text.Encoding.UTF8.GetBytes(relay.ToString()));
            head ??= rules.Summarize(key, step.Next);
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{head.Status} {head.Mode} {head.DepartsAt:O} {head.ArrivesAt:O} {string.Join('|', head.Terms)} {head.Search} {head.NextDeadlineAt:O}"));
            hash.AppendData(head.Row.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static T Measured<T>(ref Meter meter, Func<T> run)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        var result = run();
        meter += new Meter(Stopwatch.GetTimestamp() - began, GC.GetAllocatedBytesForCurrentThread() - bytes);
        return result;
    }

    private static void Print(string name, List<Meter> rounds, int events)
    {
        var us = Median(rounds.ConvertAll(round => round.Ticks * 1_000_000.0 / Stopwatch.Frequency / events));
        var bytes = Median(rounds.ConvertAll(round => round.Bytes / (double)events));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {us:N1} | {bytes:N0} |"));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed record Arrival(EntityKey Key, RulesOfKind Rules, Delivery Delivery);

    private readonly record struct Meter(long Ticks, long Bytes)
    {
        public static Meter operator +(Meter one, Meter other) => new(one.Ticks + other.Ticks, one.Bytes + other.Bytes);
    }
}
