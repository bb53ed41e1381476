using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments.Papers;

/// <summary>What a shipment is beside others: part of some, made of some, or only shown by Flexport while another forwarder carries it.</summary>
internal static class Family
{
    private const int MostOfAKind = 500;

    public static void Read(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", shipment, Nulls.Withdraw, stamp);
        about.Withdraw(Aspect.VisibilityOnly, "visibility_only");
        if (shipment.TryGet("visibility_only", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False)
            about.Say(Aspect.VisibilityOnly, flag.ValueKind == JsonValueKind.True ? "true" : "false");
        Others(about, shipment, Aspect.ParentShipments, "parent_shipments", "parent_shipment");
        Others(about, shipment, Aspect.ChildShipments, "child_shipments", "child_shipment");
    }

    public static bool? VisibilityOnly(PartFacts whole) => whole.Text(Aspect.VisibilityOnly) is { } flag ? flag == "true" : null;

    /// <summary>A list of shipments, or one: references with ids, or bare ids. One value, so that a shorter list takes the others away.</summary>
    private static void Others(ObjectReading about, JsonElement shipment, Aspect aspect, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            about.Withdraw(aspect, name);
            if (!shipment.TryGet(name, out var field) || field.ValueKind == JsonValueKind.Null) continue;
            var ids = new List<string>();
            if (field.ValueKind != JsonValueKind.Array) Add(ids, field);
            else foreach (var item in field.First(MostOfAKind)) Add(ids, item);
            about.Say(aspect, new FactValue.Words(ids));
            return;
        }
    }

    private static void Add(List<string> ids, JsonElement shipment)
    {
        if ((shipment.Id("id") ?? shipment.AsId()) is { } id && !ids.Contains(id)) ids.Add(id);
    }
}
