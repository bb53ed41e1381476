using System.Globalization;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>An invented shipment of a list, and whether a question means it, said as plainly as can be: no store is asked.</summary>
internal sealed record Listed(string Id, string? Name, Head Head)
{
    public EntityKey Key => Shipment(Id);

    public bool IsMeantBy(EntityQuery query) =>
        (query.Id is null || query.Id == Id)
        && (query.Status is null || string.Equals(Head.Status, query.Status, StringComparison.OrdinalIgnoreCase))
        && (query.Mode is null || Head.Mode == query.Mode)
        && (query.Terms ?? []).All(Head.Terms.Contains)
        && Head.Search.Contains((query.Search ?? "").ToLowerInvariant(), StringComparison.Ordinal)
        && (Name ?? "").ToLowerInvariant().Contains((query.Name ?? "").ToLowerInvariant(), StringComparison.Ordinal)
        && (query.UpdatedSince is not { } since || Head.UpdatedAt >= since)
        && (query.DepartsFrom is not { } departsFrom || Head.DepartsAt >= departsFrom)
        && (query.DepartsBefore is not { } departsBefore || Head.DepartsAt < departsBefore)
        && (query.ArrivesFrom is not { } arrivesFrom || Head.ArrivesAt >= arrivesFrom)
        && (query.ArrivesBefore is not { } arrivesBefore || Head.ArrivesAt < arrivesBefore);
}

/// <summary>Few values of everything, so that questions meet and bounds are hit exactly.</summary>
internal sealed class SomeFreight(int seed)
{
    public static readonly string[] Kinds = [ListTerms.Container, ListTerms.BillOfLading, ListTerms.PurchaseOrder, ListTerms.Party, ListTerms.Booking, ListTerms.Shipment];

    private static readonly string?[] Statuses = [null, "booked", "departed", "Arrived"];
    private static readonly string?[] Modes = [null, "ocean", "air"];
    private static readonly string[] Words = ["lamps", "Étoile", "雨燕", "100%", "dock_4", @"c:\dock", "harbour", "𠮷田", "pō"];
    private static readonly string[] Parts = ["lamp", "étoile", "ÉT", "雨燕", "燕", "100%", "_", @":\d", "our lamps", "𠮷田", "pō", "燕 l", "zeppelin", "鲤"];

    private readonly Random random = new(seed);

    public List<Listed> Shipments(int count) => [.. Enumerable.Range(0, count).Select(n => One($"{(n % 3 == 0 ? "S" : "s")}{n.ToString(CultureInfo.InvariantCulture)}"))];

    public Listed One(string id)
    {
        var name = Maybe(() => $"{Any(Words)} {Any(Words)}");
        var terms = Kinds.SelectMany(kind => Enumerable.Range(0, random.Next(3)).Select(_ => TermOf(kind))).Distinct().Order(StringComparer.Ordinal).ToList();
        var written = name is null ? "null" : $"\"{name.Replace(@"\", @"\\", StringComparison.Ordinal)}\"";
        var row = Utf8($$$"""{"id":"{{{id}}}","name":{{{written}}},"other":{"name":"decoy"}}""");
        return new Listed(id, name, new Head(
            Any(Statuses), Any(Modes), Maybe<DateTimeOffset?>(() => Day()), Maybe<DateTimeOffset?>(() => Day()), terms,
            $"{id} {Any(Words)} {Any(Words)}".ToLowerInvariant(), Second(), row));
    }

    /// <summary>Each filter alone, with every value that it may have.</summary>
    public static IEnumerable<EntityQuery> SingleQuestions() =>
    [
        Everything,
        .. Statuses.OfType<string>().SelectMany(status => new[] { Everything with { Status = status }, Everything with { Status = status.ToUpperInvariant() } }),
        .. Modes.OfType<string>().Append("rail").Select(mode => Everything with { Mode = mode }),
        .. Kinds.SelectMany(kind => Enumerable.Range(0, 6).Select(n => Everything with { Terms = [$"{kind}:t{n}"] })),
        .. Parts.Select(part => Everything with { Search = part }),
        .. Parts.Append("decoy").Select(part => Everything with { Name = part }),
        .. new[] { "S3", "s3", "s4", "lost" }.Select(id => Everything with { Id = id }),
        .. Enumerable.Range(-1, 12).SelectMany(day => new[]
        {
            Everything with { DepartsFrom = Noon.AddDays(day) }, Everything with { DepartsBefore = Noon.AddDays(day) },
            Everything with { ArrivesFrom = Noon.AddDays(day) }, Everything with { ArrivesBefore = Noon.AddDays(day) },
            Everything with { DepartsFrom = Noon.AddDays(day), DepartsBefore = Noon.AddDays(day + 2) },
            Everything with { ArrivesFrom = Noon.AddDays(day), ArrivesBefore = Noon.AddDays(day + 2), Status = "departed" },
        }),
        .. Enumerable.Range(0, 42).Where(second => second % 7 == 0).Select(second => Everything with { UpdatedSince = Noon.AddSeconds(second) }),
    ];

    /// <summary>Two to four filters together.</summary>
    public EntityQuery Combined()
    {
        var query = Everything;
        for (var filters = 2 + random.Next(3); filters > 0; filters--)
        {
            query = random.Next(11) switch
            {
                0 => query with { Status = Any(Statuses) },
                1 => query with { Mode = Any(Modes) },
                2 => query with { Search = Any(Parts) },
                3 => query with { Name = Any(Parts) },
                4 => query with { UpdatedSince = Second() },
                5 => query with { DepartsFrom = Day() },
                6 => query with { DepartsBefore = Day() },
                7 => query with { ArrivesFrom = Day() },
                8 => query with { ArrivesBefore = Day() },
                9 => query with { Terms = [TermOf(ListTerms.Party)] },
                _ => query with { Terms = [.. (query.Terms ?? []).Append(TermOf(Any(Kinds))).Distinct()] },
            };
        }

        return query;
    }

    public static EntityQuery Everything => new("default", EntityKind.Shipment, null, null, null, 500, null);

    private string TermOf(string kind) => $"{kind}:t{random.Next(5)}";

    private DateTimeOffset Day() => Noon.AddDays(random.Next(10));

    private DateTimeOffset Second() => Noon.AddSeconds(random.Next(40));

    private T Any<T>(T[] values) => values[random.Next(values.Length)];

    private T? Maybe<T>(Func<T> value) => random.Next(5) == 0 ? default : value();
}
