using Grains.Interfaces.Entities;

namespace Silo.Channels.Wording;

/// <summary>The pages of this service that tell more of a message's freight.</summary>
internal static class NewsLinks
{
    /// <summary>A longer address is cut or refused by somebody on its way, and none is needed: ids are short.</summary>
    private const int LongestAddress = 1_000;

    /// <param name="publicUrl">The address at which people reach the service; null: it has no pages that they could open.</param>
    public static IEnumerable<NewsLink> Of(Uri? publicUrl, EntityKey key, string? eventId)
    {
        if (publicUrl is null || Noun(key.Kind) is not var (path, noun)) yield break;
        var page = $"{publicUrl.AbsoluteUri.TrimEnd('/')}/{path}/{Uri.EscapeDataString(key.Source)}/{Uri.EscapeDataString(key.Id)}";
        if (page.Length > LongestAddress) yield break;
        yield return new NewsLink($"Open the {noun}", new Uri(page));
        if (eventId is not null) yield return new NewsLink("See the event", new Uri($"{page}/events/{Uri.EscapeDataString(eventId)}"));
    }

    private static (string Path, string Noun)? Noun(EntityKind kind) => kind switch
    {
        EntityKind.Shipment => ("shipments", "shipment"),
        EntityKind.PurchaseOrder => ("purchase-orders", "order"),
        EntityKind.Invoice => ("invoices", "invoice"),
        _ => null,
    };
}
