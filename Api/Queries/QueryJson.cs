using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Api.Webhooks;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Api.Queries;

/// <summary>The JSON of answers: camel case, times ISO 8601, decimals as they are, absent written as null, names in their own script.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ShipmentView))]
[JsonSerializable(typeof(PurchaseOrderView))]
[JsonSerializable(typeof(InvoiceView))]
[JsonSerializable(typeof(AttentionView))]
[JsonSerializable(typeof(UnlinkedView))]
[JsonSerializable(typeof(ItemList<EventItem>), TypeInfoPropertyName = "Events")]
[JsonSerializable(typeof(ItemList<DeadLetterItem>), TypeInfoPropertyName = "DeadLetters")]
[JsonSerializable(typeof(ItemList<AnnouncementItem>), TypeInfoPropertyName = "Announcements")]
[JsonSerializable(typeof(ItemList<NotificationRow>), TypeInfoPropertyName = "Notifications")]
[JsonSerializable(typeof(NotificationDetail))]
[JsonSerializable(typeof(RetryAnswer))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(ReplayAnswer))]
internal sealed partial class QueryJson : JsonSerializerContext
{
    public static QueryJson Answers { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}

/// <summary>A page.</summary>
/// <param name="Next">Cursor of the next page, or null at the end.</param>
internal sealed record ItemList<T>(IReadOnlyList<T> Items, string? Next);
