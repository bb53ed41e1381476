using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Voyages;

/// <summary>
/// One process on SQLite for all cases. Those that the clock has to come to are played before the first test: their deliveries of one turn together, then a
/// restart, for the clocks come once when the service starts and then only each minute.
/// </summary>
public sealed class VoyageService : IAsyncLifetime
{
    private const int Markers = 32;
    private const long FirstId = 7_310_000;

    // Another program fails most cases: it is not waited for until it counts as hanging.
    private static readonly TimeSpan Patience = Repository.IsOfAnotherProgram ? TimeSpan.FromSeconds(4) : Eventually.Hanging;

    // The clock comes again within a minute.
    private static readonly TimeSpan TillTheNextTick = Repository.IsOfAnotherProgram ? Patience : TimeSpan.FromSeconds(90);

    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;
    private readonly ConcurrentDictionary<string, List<string>> watched = new();
    private Store store = null!;
    private long nextEvent = 910_000_000;
    private DateTimeOffset nextMoment;

    public ServiceProcess Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        store = await Store.Create(Engine.Sqlite);
        Service = await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings));
        await Put("stakeholders/desk", new { name = "Desk", contacts = new[] { new { id = "seen", channel = "record" } } });
        await Put("subscriptions/desk", new { stakeholder = "desk", contact = "seen", topics = new[] { "all" }, estimateThresholdHours = 0 });

        var cases = EveryRuleFromOutside.All.Where(static one => one.Watched).ToList();
        foreach (var one in cases) watched[one.Name] = [];
        for (var turn = 0; turn < cases.Max(static one => one.Turns.Count); turn++)
        {
            // What has failed has no next turn.
            var playing = cases.Where(one => turn < one.Turns.Count && watched[one.Name].Count == 0).ToList();
            // What was put off until a moment in the turn before: that has passed when the clock comes.
            if (nextMoment > DateTimeOffset.UtcNow) await Task.Delay(nextMoment - DateTimeOffset.UtcNow);
            foreach (var one in playing) watched[one.Name].AddRange(await Deliver(one, turn));
            await TheClockComes(turn);
            await Task.WhenAll(playing.Select(async one => watched[one.Name].AddRange(await Missed(one, turn, TillTheNextTick))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Service is not null) await Service.DisposeAsync();
        if (store is not null) await store.DisposeAsync();
    }

    /// <summary>Plays a case, and says what was not as it is to be.</summary>
    public async Task<IReadOnlyList<string>> Play(VoyageCase one)
    {
        if (one.Watched) return watched[one.Name];
        var failures = new List<string>();
        for (var turn = 0; turn < one.Turns.Count; turn++)
        {
            failures.AddRange(await Deliver(one, turn));
            failures.AddRange(await Missed(one, turn, one.Turns[turn].Shown.Any(static shown => shown.Later) ? Patience : TimeSpan.Zero));
        }

        return failures;
    }

    /// <summary>Whether something comes true by itself.</summary>
    public static async Task<bool> Within(Func<bool> holds)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!holds())
        {
            if (clock.Elapsed > Patience) return false;
            await Task.Delay(50);
        }

        return true;
    }

    private static long IdOf(VoyageCase one) => FirstId + (EveryRuleFromOutside.All.Select(static (known, at) => (known.Name, at)).Single(known => known.Name == one.Name).at * 10);

    private Names NamesOf(VoyageCase one) => new(IdOf(one), now);

    private async Task<List<string>> Deliver(VoyageCase one, int turn)
    {
        var (names, failures) = (NamesOf(one), new List<string>());
        var before = one.Turns.Take(turn).Sum(static earlier => earlier.Told.Length);
        foreach (var (told, at) in one.Turns[turn].Told.Select(static (told, at) => (told, at)))
        {
            var said = told with { Type = names.In(told.Type), Data = names.In(told.Data), Occurred = told.Occurred is { } occurred ? names.In(occurred) : null };
            if (said.Type.Split(' ') is [var method, var path])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), "/api/" + path) { Content = new StringContent(said.Data, Encoding.UTF8, "application/json") };
                using var response = await Service.Client.Send(request);
                if (!response.IsSuccessStatusCode) failures.Add($"turn {turn + 1}, {said.Type}: {(int)response.StatusCode}");
                continue;
            }

            var recorded = told.Recorded is { } text ? names.In(text) : Recorded(one, before + at);
            var answer = await Service.Client.Deliver(Tell.Body(said, Interlocked.Increment(ref nextEvent), recorded));
            if (answer.Status != 200 || (told.Outcome is { } outcome && outcome != answer.Outcome))
                failures.Add($"turn {turn + 1}, delivery {at + 1}: expected {told.Outcome ?? "200"}, answered {answer.Status} {answer.Outcome}");
        }

        if (names.Latest > nextMoment) nextMoment = names.Latest;
        return failures;
    }

    private string Recorded(VoyageCase one, int place) => (one.Watched ? now.AddDays(-1).AddMinutes(place) : new DateTimeOffset(2031, 2, 1, 0, 0, 0, TimeSpan.Zero).AddDays(place))
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<List<string>> Missed(VoyageCase one, int turn, TimeSpan patience)
    {
        var names = NamesOf(one);
        await Service.Client.ListsFollowed();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var failures = new List<string>();
            var answers = new Dictionary<string, JsonElement?>();
            foreach (var shown in one.Turns[turn].Shown)
            {
                var of = names.In(shown.Of);
                try
                {
                    if (!answers.TryGetValue(of, out var answer)) answers[of] = answer = await Read(of);
                    var (expected, actual) = (shown.Value is { } value ? names.In(value) : null, answer is { } found ? Answer.At(found, names.In(shown.Path)) : "(404)");
                    if (!Answer.IsSame(expected, actual)) failures.Add($"turn {turn + 1}: {of} {names.In(shown.Path)} is {actual ?? "null"}, expected {expected ?? "null"}");
                }
                catch (HttpRequestException e)
                {
                    failures.Add($"turn {turn + 1}: {of}: {e.Message}");
                }
            }

            if (failures.Count == 0 || clock.Elapsed > patience) return failures;
            await Task.Delay(50);
        }
    }

    private async Task<JsonElement?> Read(string of)
    {
        if (!of.StartsWith("messages?", StringComparison.Ordinal))
        {
            var answer = await Service.Client.Read("/api/" + of);
            // Announcements come newest first; a case tells them in the order of time.
            return of.StartsWith("announcements?", StringComparison.Ordinal) ? Reversed(answer!.Value.GetProperty("items").EnumerateArray()) : answer;
        }

        var rows = await Service.Client.ReadAll("/api/notifications" + of[8..]);
        var messages = new List<JsonElement>();
        foreach (var row in rows.Where(static row => row.At("subscription") == "desk"))
            messages.Add((await Service.Client.Read("/api/notifications/" + Uri.EscapeDataString(row.At("id")!)))!.Value.GetProperty("message"));
        return Reversed(messages);
    }

    private static JsonElement Reversed(IEnumerable<JsonElement> items) => JsonSerializer.SerializeToElement(new { items = items.Reverse() });

    // Invoices that are due later than anything else: when the clock has come to all of them, it has come to what was due before.
    private async Task TheClockComes(int turn)
    {
        var ids = Enumerable.Range(0, Markers).Select(n => $"marker-{turn}-{n}").ToList();
        foreach (var id in ids)
        {
            var data = $$"""{"invoice_id":"{{id}}","status":"outstanding","due_date":"{{now.AddDays(-1):yyyy-MM-dd}}","total":"10.00","balance":"10.00","currency":"EUR"}""";
            (await Service.Client.Deliver(Tell.Body(new Telling("invoice_created", data), Interlocked.Increment(ref nextEvent), now.AddDays(-2).ToString("O", CultureInfo.InvariantCulture)))).Status.ShouldBe(200);
        }

        (await Service.Stop()).ShouldBe(0);
        Service = await Service.StartAgain();
        foreach (var id in ids)
            await Eventually.Reads(async () => (await Service.Client.Read($"/api/invoices/{id}"))!.Value.GetProperty("attention").GetArrayLength(), static alarms => alarms > 0);
    }

    private async Task Put(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/{path}") { Content = JsonContent.Create(body) };
        using var response = await Service.Client.Send(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}
