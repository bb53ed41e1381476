namespace Flexport.Webhooks.Events;

/// <summary>Dialect B's object paths, as in <c>_object</c> and before the <c>#</c> of a type.</summary>
internal static class ObjectPath
{
    // Spellings of one object that have all been seen (contract §4).
    private static readonly string[][] SameObject =
    [
        ["/shipment", "/shipments"],
        ["/shipment_leg", "/ocean/shipment_leg"],
        ["/shipment_container", "/ocean/shipment_container"],
        ["/shipment_container_leg", "/ocean/shipment_container_leg"],
    ];

    private static readonly string[] Plurals =
        ["/shipments", "/shipment_legs", "/shipment_containers", "/shipment_container_legs", "/invoices", "/purchase_orders", "/documents", "/bookings"];

    /// <summary>The other spellings of a type: same object, same event.</summary>
    public static IEnumerable<string> Variants(string type)
    {
        var hash = type.IndexOf('#', StringComparison.Ordinal);
        var path = type[..hash];
        return SameObject.Where(spellings => spellings.Contains(path))
            .SelectMany(spellings => spellings)
            .Where(spelling => spelling != path)
            .Select(spelling => spelling + type[hash..]);
    }

    /// <summary>The path without <c>/ocean</c> and in the singular, and the event as it is.</summary>
    public static string Normalise(string type)
    {
        if (!type.StartsWith('/')) return type;
        var hash = type.IndexOf('#', StringComparison.Ordinal);
        var path = hash < 0 ? type : type[..hash];
        var same = path;
        if (same.StartsWith("/ocean/", StringComparison.Ordinal)) same = same["/ocean".Length..];
        if (Plurals.Contains(same)) same = same[..^1];
        return same.Length == path.Length ? type : same + type[path.Length..];
    }

    /// <summary>What a path, or a whole type, speaks of. Exact by the last segment: a <c>/commercial_invoice</c> is no invoice of ours.</summary>
    public static ObjectKind KindOf(ReadOnlySpan<byte> pathOrType)
    {
        if (pathOrType.IsEmpty || pathOrType[0] != '/') return ObjectKind.None;
        var hash = pathOrType.IndexOf((byte)'#');
        var path = hash < 0 ? pathOrType : pathOrType[..hash];
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        if (name.EndsWith("s"u8)) name = name[..^1];

        if (name.SequenceEqual("shipment"u8)) return ObjectKind.Shipment;
        if (name.SequenceEqual("purchase_order"u8)) return ObjectKind.PurchaseOrder;
        if (name.SequenceEqual("invoice"u8)) return ObjectKind.Invoice;
        if (name.SequenceEqual("booking"u8)) return ObjectKind.Booking;
        if (name.SequenceEqual("document"u8)) return ObjectKind.Document;
        if (name.SequenceEqual("shipment_container"u8)) return ObjectKind.Container;
        if (name.SequenceEqual("shipment_container_leg"u8)) return ObjectKind.ContainerLeg;
        return name.SequenceEqual("shipment_leg"u8) ? ObjectKind.Leg : ObjectKind.None;
    }
}
