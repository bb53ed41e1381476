using System.Text;
using Grains.Interfaces.Entities;
using Grains.Notifications;

namespace Grains.Tests.Subscriptions;

/// <summary>Announcements as the domain writes them.</summary>
internal static class Announcements
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static OwedAnnouncement Of(
        string thing, int revision = 0, string id = "7", string fields = "", TimeSpan age = default, DateTimeOffset? at = null, EntityKind kind = EntityKind.Shipment) =>
        new(
            new EntityKey("default", kind, id), thing, revision, revision + 1, (at ?? Noon) - age, at ?? Noon,
            Encoding.UTF8.GetBytes($$"""{"source":"default","kind":"{{Name(kind)}}","id":"{{id}}","thing":"{{thing}}","revision":{{revision}}{{(fields.Length > 0 ? "," + fields : "")}}}"""));

    /// <summary>The estimate of arrival becomes so many hours after the first one.</summary>
    public static OwedAnnouncement Estimate(int revision, double? from, double? to, string id = "7", TimeSpan age = default) =>
        Of("estimate:arrival", revision, id, $"\"from\":{Hours(from)},\"to\":{Hours(to)},\"withdrawn\":{(to is null ? "true" : "false")}", age);

    private static string Name(EntityKind kind) => kind switch
    {
        EntityKind.PurchaseOrder => "purchase_order",
        EntityKind.Invoice => "invoice",
        _ => "shipment",
    };

    private static string Hours(double? hours) => hours is { } value ? $"\"{Noon.AddDays(20).AddHours(value):O}\"" : "null";
}
