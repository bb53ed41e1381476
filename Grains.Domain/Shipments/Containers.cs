using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>Containers are known by their number, which is painted on them; by Flexport's id only as long as no number is known.</summary>
internal static class Containers
{
    /// <summary>States what a full object says about its container; nothing when it names none.</summary>
    public static void Read(Saying saying, JsonElement container)
    {
        var number = container.Id("container_number")?.ToUpperInvariant();
        var id = container.Id("id");
        if ((number ?? id) is not { } part) return;
        var about = saying.About(Part.Container, part, container, Nulls.Withdraw, container.Instant("updated_at"));
        Identify(about, number, id);
        Describe(about);
    }

    public static void Identify(ObjectReading about, string? number, string? id)
    {
        if (number is not null) about.Say(Aspect.Number, number);
        if (id is not null) about.Say(Aspect.Identity, id);
    }

    public static void Describe(ObjectReading about)
    {
        about.Text(Aspect.Type, "container_type");
        about.Text(Aspect.Size, "container_size");
        about.Text(Aspect.SealNumber, "seal_number", "seal");
    }
}
