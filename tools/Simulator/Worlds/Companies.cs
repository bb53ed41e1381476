namespace Simulator.Worlds;

/// <summary>A company. All are invented.</summary>
/// <param name="Ref">The customer's own reference for it.</param>
internal sealed record Company(long Id, string Name, string? Ref);

/// <summary>Who ships, buys and carries.</summary>
internal static class Companies
{
    public static IReadOnlyList<Company> Sellers { get; } =
    [
        new(701, "Tern & Gannet Lighting Works", "tern"), new(703, "Osprey Ceramics", null), new(705, "Lapwing Textiles", "lapwing-tx"),
        new(707, "Göshawk Möbel", "gos"), new(709, "雨燕 Instruments", "swift"), new(711, "Bittern Cycle Parts", null),
    ];

    public static IReadOnlyList<Company> Buyers { get; } =
    [
        new(702, "Curlew Interiors", "curlew"), new(704, "Whimbrel Outdoor", "whim"), new(706, "Dunlin Department Stores", null), new(708, "Sanderling Homeware", "sand"),
    ];

    public static Company Forwarder { get; } = new(28_001, "Turnstone Forwarding", "turnstone");

    /// <summary>Carriers with their Standard Carrier Alpha Codes.</summary>
    public static IReadOnlyList<(string Name, string Scac)> OceanCarriers { get; } =
        [("Petrel Ocean Lines", "PTRL"), ("Skua Container Line", "SKUA"), ("Fulmar Shipping", "FLMR")];

    public static IReadOnlyList<string> Airlines { get; } = ["Albatross Air Cargo", "Swiftlet Airways"];

    public static IReadOnlyList<string> Truckers { get; } = ["Plover Haulage", "Dotterel Trucking", "Rook & Daw Transport"];

    public static IReadOnlyList<string> Vessels { get; } =
        ["Storm Petrel", "Arctic Skua", "Northern Fulmar", "Great Shearwater", "Wandering Noddy", "Sooty Tern", "Red Phalarope", "Razorbill Express"];
}
