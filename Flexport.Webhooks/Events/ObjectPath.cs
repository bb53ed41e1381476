using System.Text;

namespace Flexport.Webhooks.Events;

/// <summary>Dialect B's object paths, as in <c>_object</c> and before the <c>#</c> of a type.</summary>
public static class ObjectPath
{
    // Spellings of one object that have all been seen (contract §4).
    private static readonly string[][] SameObject =
    [
        ["/shipment", "/shipments"],
        ["/shipment_leg", "/ocean/shipment_leg"],
        ["/shipment_container", "/ocean/shipment_container"],
        ["/shipment_container_leg", "/ocean/shipment_container_leg"],
        ["/invoice", "/invoices"],
        ["/document", "/documents"],
        ["/booking", "/bookings"],
        ["/purchase_order", "/purchase_orders"],
    ];

    private static readonly string[] Plurals =
        ["/shipments", "/shipment_legs", "/shipment_containers", "/shipment_container_legs", "/invoices", "/purchase_orders", "/documents", "/bookings"];

    /// <summary>The other spellings of a type: same object, same event.</summary>
    internal static IEnumerable<string> Variants(string type)
    {
        var hash = type.IndexOf('#', StringComparison.Ordinal);
        var path = type[..hash];
        return SameObject.Where(spellings => spellings.Contains(path))
            .SelectMany(spellings => spellings)
            .Where(spelling => spelling != path)
            .Select(spelling => spelling + type[hash..]);
    }

    /// <summary>The path without <c>/ocean</c> and in the singular, and the event as it is.</summary>
    internal static string Normalise(string type)
    {
        if (!type.StartsWith('/')) return type;
        var hash = type.IndexOf('#', StringComparison.Ordinal);
        var path = hash < 0 ? type : type[..hash];
        var same = path;
        if (same.StartsWith("/ocean/", StringComparison.Ordinal)) same = same["/ocean".Length..];
        if (Plurals.Contains(same)) same = same[..^1];
        else if (same == "/customs_entries") same = "/customs_entry";
        return same.Length == path.Length ? type : same + type[path.Length..];
    }

    /// <summary>What a path, or a whole type, speaks of. Exact by the last segment: a <c>/commercial_invoice</c> is no invoice of ours.</summary>
    /// <param name="pathOrType">Such as <c>/ocean/shipment_container</c>, <c>/invoices</c> or <c>/shipment_leg#departed</c>.</param>
    /// <returns><see cref="ObjectKind.None"/> for anything that is no path, for other objects, and for more than <see cref="EnvelopeReader.MaxTypeBytes"/>.</returns>
    public static ObjectKind KindOf(string pathOrType)
    {
        ArgumentNullException.ThrowIfNull(pathOrType);
        Span<byte> utf8 = stackalloc byte[EnvelopeReader.MaxTypeBytes];
        return Encoding.UTF8.TryGetBytes(pathOrType, utf8, out var length) ? KindOf(utf8[..length]) : ObjectKind.None;
    }

    /// <summary>The same of its UTF-8.</summary>
    internal static ObjectKind KindOf(ReadOnlySpan<byte> pathOrType)
    {
        if (pathOrType.IsEmpty || pathOrType[0] != '/') return ObjectKind.None;
        var hash = pathOrType.IndexOf((byte)'#');
        var path = hash < 0 ? pathOrType : pathOrType[..hash];
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        if (name.SequenceEqual("customs_entry"u8) || name.SequenceEqual("customs_entries"u8)) return ObjectKind.CustomsEntry;
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
