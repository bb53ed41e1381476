using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>Containers are known by their number, which is painted on them; by Flexport's id only as long as no number is known.</summary>
internal static class Containers
{
    /// <summary>States what an object says about its container, and returns the part's id; null when it names none.</summary>
    public static string? Describe(Saying saying, JsonElement source, string idField, Nulls nulls, DateTimeOffset? stamp)
    {
        var number = source.Id("container_number")?.ToUpperInvariant();
        var id = source.Id(idField);
        if ((number ?? id) is not { } part) return null;
        var about = saying.About(Part.Container, part, source, nulls, stamp);
        if (number is not null) about.Say(Aspect.Number, number);
        if (id is not null) about.Say(Aspect.Identity, id);
        about.Text(Aspect.Type, "container_type");
        about.Text(Aspect.Size, "container_size");
        about.Text(Aspect.SealNumber, "seal_number", "seal");
        return part;
    }
}
