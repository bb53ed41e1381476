using System.Text.Json.Nodes;

namespace Simulator.Worlds;

/// <summary>A place on the way. Towns are real, so that their time zones are; what stands there is invented.</summary>
/// <param name="Zone">IANA zone.</param>
internal sealed record Place(string Name, string City, string Country, string Code, string Zone, string? Unlocode)
{
    private static readonly Dictionary<string, TimeZoneInfo> Zones = [];

    /// <summary>A local time with the offset that holds there and then.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, ZoneInfo.GetUtcOffset(local));
    }

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, ZoneInfo).DateTime);

    private TimeZoneInfo ZoneInfo
    {
        get
        {
            lock (Zones)
            {
                if (!Zones.TryGetValue(Zone, out var zone)) Zones[Zone] = zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
                return zone;
            }
        }
    }

    /// <summary>As <c>/place</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/place",
        ["name"] = Name,
        ["address"] = new JsonObject
        {
            ["_object"] = "/address",
            ["city"] = City,
            ["country"] = Country,
            ["country_code"] = Code,
            ["unlocode"] = Unlocode,
            ["timezone"] = Zone,
        },
        ["details"] = new JsonArray(),
    };

    /// <summary>As <c>/shipment_node</c>.</summary>
    public JsonObject ToNode(params IReadOnlyList<string> tags) => new()
    {
        ["_object"] = "/shipment_node",
        ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]),
        ["place"] = ToJson(),
        ["terminal"] = null,
    };
}

/// <summary>Where the account's goods go.</summary>
internal static class Places
{
    public static IReadOnlyList<Place> LoadingPorts { get; } =
    [
        new("Yantian, China", "Yantian", "China", "CN", "Asia/Shanghai", "CNYTN"), new("Hai Phong, Vietnam", "Hai Phong", "Vietnam", "VN", "Asia/Ho_Chi_Minh", "VNHPH"),
        new("Nhava Sheva, India", "Nhava Sheva", "India", "IN", "Asia/Kolkata", "INNSA"), new("Busan, South Korea", "Busan", "South Korea", "KR", "Asia/Seoul", "KRPUS"),
    ];

    public static IReadOnlyList<Place> Transshipments { get; } =
    [
        new("Singapore, Singapore", "Singapore", "Singapore", "SG", "Asia/Singapore", "SGSIN"), new("Colombo, Sri Lanka", "Colombo", "Sri Lanka", "LK", "Asia/Colombo", "LKCMB"),
        new("Algeciras, Spain", "Algeciras", "Spain", "ES", "Europe/Madrid", "ESALG"),
    ];

    public static IReadOnlyList<Place> UnloadingPorts { get; } =
    [
        new("Los Angeles, CA", "Los Angeles", "United States", "US", "America/Los_Angeles", "USLAX"), new("Newark, NJ", "Newark", "United States", "US", "America/New_York", "USEWR"),
        new("Rotterdam, Netherlands", "Rotterdam", "Netherlands", "NL", "Europe/Amsterdam", "NLRTM"), new("Felixstowe, United Kingdom", "Felixstowe", "United Kingdom", "GB", "Europe/London", "GBFXT"),
        new("Auckland, New Zealand", "Auckland", "New Zealand", "NZ", "Pacific/Auckland", "NZAKL"),
    ];

    public static IReadOnlyList<Place> AirportsFrom { get; } =
        [new("Hong Kong Air Cargo Apron 9", "Hong Kong", "Hong Kong", "HK", "Asia/Hong_Kong", "HKHKG"), new("Delhi Air Cargo", "Delhi", "India", "IN", "Asia/Kolkata", "INDEL")];

    public static IReadOnlyList<Place> AirportsVia { get; } = [new("Doha Air Cargo", "Doha", "Qatar", "QA", "Asia/Qatar", "QADOH")];

    public static IReadOnlyList<Place> AirportsTo { get; } =
        [new("Chicago Air Cargo", "Chicago", "United States", "US", "America/Chicago", "USORD"), new("Leipzig Luftfracht", "Leipzig", "Germany", "DE", "Europe/Berlin", "DELEJ")];

    public static IReadOnlyList<Place> Factories { get; } =
    [
        new("Lapwing Mill 2", "Dongguan", "China", "CN", "Asia/Shanghai", null), new("Osprey Kilns", "Hanoi", "Vietnam", "VN", "Asia/Ho_Chi_Minh", null), new("Bittern Foundry", "Pune", "India", "IN", "Asia/Kolkata", null),
    ];

    public static IReadOnlyList<Place> Consolidations { get; } = [new("Plover CFS East", "Shenzhen", "China", "CN", "Asia/Shanghai", null)];

    public static IReadOnlyList<Place> Warehouses { get; } =
    [
        new("Curlew Warehouse 4", "Reno", "United States", "US", "America/Los_Angeles", null), new("Dunlin Depot", "Lyon", "France", "FR", "Europe/Paris", null),
        new("Whimbrel Barn", "Leeds", "United Kingdom", "GB", "Europe/London", null), new("Sanderling Shed", "Hamilton", "New Zealand", "NZ", "Pacific/Auckland", null),
    ];

    public static IReadOnlyList<Place> RoadStops { get; } =
        [new("Rook Hub Calais", "Calais", "France", "FR", "Europe/Paris", null), new("Daw Yard Poznań", "Poznań", "Poland", "PL", "Europe/Warsaw", null), new("Jackdaw Cross-dock", "Porto", "Portugal", "PT", "Europe/Lisbon", null)];
}
